import { valueAt } from '../../../../platform/core/index.js';
import { diskGroup, identityGroup, secureBootField, UPDATE_FIELD } from './common-fields.js';
import type { FieldGroup } from './field.js';
import { LINUX_PLACE, LINUX_SECURITY } from './linux-fields.js';
import type { InstalledSystem } from './recette-fields.js';
import { LINUX_USERS, MANUAL_CHECKS, softwareRows, WINDOWS_USERS } from './rows-fields.js';
import { isTarget, windowsDomain, windowsPlace, windowsSecurity } from './windows-fields.js';

/** What a form proposes: names that Établi knows. */
export interface Known {
  masters: readonly string[];
  programs: readonly string[];
  directories: readonly string[];
}

/** A profile with a Windows section makes a Windows, every other one a Linux. */
export function systemOf(value: unknown): InstalledSystem {
  return valueAt(value, ['windows']) === undefined ? 'linux' : 'windows';
}

/** The parts of the form for what a text says so far. */
export function groupsOf(value: unknown, known: Known): FieldGroup[] {
  const system = systemOf(value);
  return [
    identityGroup(known.masters),
    diskGroup(system),
    ...(system === 'linux' ? [LINUX_PLACE] : windowsGroups(value, known)),
    {
      id: 'accounts',
      title: { fr: 'Comptes', en: 'Accounts' },
      fields: [],
      rows: [system === 'linux' ? LINUX_USERS : WINDOWS_USERS],
    },
    {
      id: 'software',
      title: { fr: 'Logiciels et mises à jour', en: 'Software and updates' },
      fields: [UPDATE_FIELD],
      rows: [softwareRows(system, known.programs)],
    },
    {
      id: 'security',
      title: { fr: 'Sécurité', en: 'Security' },
      fields: [
        secureBootField(valueAt(value, ['security', 'secureBoot'])),
        ...(system === 'linux' ? LINUX_SECURITY : []),
      ],
    },
    ...(system === 'linux' ? [] : [windowsSecurity(targetOf(value))]),
    {
      id: 'recette',
      title: { fr: 'Recette : ce qu’un technicien contrôle', en: 'Recette: what a technician checks' },
      fields: [
        {
          kind: 'choice',
          path: ['recette', 'reservations'],
          choices: [
            {
              value: 'signature',
              name: { fr: 'Signées sur le certificat', en: 'Signed on the certificate' },
            },
            { value: 'account', name: { fr: 'Acceptées une à une avant', en: 'Accepted one by one before' } },
          ],
          label: { fr: 'Réserves', en: 'Reservations' },
        },
      ],
      rows: [MANUAL_CHECKS],
    },
  ];
}

function windowsGroups(value: unknown, { directories }: Known): FieldGroup[] {
  const hasLocales = valueAt(value, ['windows', 'language', 'ask']) !== true;
  return [windowsPlace(hasLocales), windowsDomain(directories)];
}

function targetOf(value: unknown) {
  const target = valueAt(value, ['windows', 'target']);
  return isTarget(target) ? target : 'windows-11-25h2';
}
