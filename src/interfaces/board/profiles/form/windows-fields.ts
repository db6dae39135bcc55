import { z } from 'zod';
import {
  EDITIONS,
  isOptionRow,
  isReleaseWithin,
  landsIn,
  LOCALES,
  type OptionRow,
  type OptionTree,
  SECURITY_OPTIONS,
  WINDOWS_TARGETS,
  type WindowsTarget,
} from '../../../../documents/windows-tables/index.js';
import type { Bilingual } from '../../../../platform/core/index.js';
import { type Field, type FieldGroup, type FieldPath, YES_NO } from './field.js';
import { hostnameField } from './linux-fields.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const LANGUAGES = [...LOCALES.keys()].filter((tag) => /^[a-z]{2}-[A-Z]{2}$/.test(tag));

/** `windows-11-25h2` as people say it: a name of Microsoft’s, the same in both languages. */
export function releaseName(target: WindowsTarget): Bilingual {
  const name = target
    .replace('server-', 'Windows Server ')
    .replace('windows-', 'Windows ')
    .replace(/-(\d\dh\d)$/, (_, half: string) => ` ${half.toUpperCase()}`);
  return { fr: name, en: name };
}

/** Release, edition, language and zone of a Windows. */
export function windowsPlace(hasLocales: boolean): FieldGroup {
  return {
    id: 'place',
    title: {
      fr: 'Version, langue, clavier, fuseau, nom',
      en: 'Release, language, keyboard, time zone, name',
    },
    fields: [
      {
        kind: 'choice',
        path: ['windows', 'target'],
        choices: WINDOWS_TARGETS.map((value) => ({ value, name: releaseName(value) })),
        label: { fr: 'Version de Windows', en: 'Release of Windows' },
      },
      {
        kind: 'choice',
        path: ['windows', 'setup', 'edition', 'generic'],
        choices: [...EDITIONS.values()].map(({ id, name }) => ({ value: id, name: { fr: name, en: name } })),
        label: { fr: 'Édition', en: 'Edition' },
      },
      ...(hasLocales ? localeFields() : []),
      {
        kind: 'text',
        path: ['windows', 'language', 'timeZone'],
        suggestions: ZONES,
        label: { fr: 'Fuseau horaire', en: 'Time zone' },
      },
      hostnameField(['windows', 'name', 'pattern']),
    ],
  };
}

function localeFields(): Field[] {
  return [
    {
      kind: 'text',
      path: ['windows', 'language', 'locales', 0, 'language'],
      suggestions: LANGUAGES,
      label: { fr: 'Langue', en: 'Language' },
    },
    {
      kind: 'text',
      path: ['windows', 'language', 'locales', 0, 'keyboard'],
      suggestions: LANGUAGES,
      label: { fr: 'Clavier', en: 'Keyboard' },
      hint: {
        fr: 'La langue dont c’est le clavier, son nom ou son numéro.',
        en: 'The language whose keyboard it is, its name or its number.',
      },
    },
  ];
}

/** How the PC joins a domain, or its workgroup. */
export function windowsDomain(directories: readonly string[]): FieldGroup {
  const text = (
    path: FieldPath,
    label: Bilingual,
    hint?: Bilingual,
    suggestions?: readonly string[],
  ): Field => ({
    kind: 'text',
    path: ['windows', 'domain', ...path],
    label,
    ...(hint && { hint }),
    ...(suggestions && { suggestions }),
  });
  return {
    id: 'domain',
    title: { fr: 'Domaine ou groupe de travail', en: 'Domain or workgroup' },
    fields: [
      text(['workgroup'], { fr: 'Groupe de travail', en: 'Workgroup' }),
      text(
        ['directory'],
        { fr: 'Annuaire d’Établi', en: 'Directory of Établi' },
        {
          fr: 'Établi y prépare le compte du PC ; jonction hors ligne ci-dessous.',
          en: 'Établi prepares the account of the PC there; join offline below.',
        },
        directories,
      ),
      {
        kind: 'choice',
        path: ['windows', 'domain', 'offlineJoin'],
        choices: [{ value: true, name: { fr: 'Oui', en: 'Yes' } }],
        label: { fr: 'Jonction hors ligne', en: 'Join offline' },
      },
      text(['join'], { fr: 'Domaine joint par Windows', en: 'Domain that Windows joins' }),
      text(['account', 'user'], { fr: 'Compte qui joint', en: 'Account that joins' }),
      text(['account', 'password', 'vault'], {
        fr: 'Son mot de passe, par sa référence du coffre',
        en: 'Its password, by its reference in the vault',
      }),
      text(['organizationalUnit'], { fr: 'Unité d’organisation', en: 'Organizational unit' }),
    ],
  };
}

/** The security options that a form can ask, from their table: its words, its values, its releases. */
export function windowsSecurity(target: WindowsTarget): FieldGroup {
  return {
    id: 'windows-security',
    title: { fr: 'Réglages de sécurité de Windows', en: 'Security settings of Windows' },
    fields: optionFields(SECURITY_OPTIONS, ['windows', 'security'], target),
    folded: true,
  };
}

function optionFields(tree: OptionTree, path: FieldPath, target: WindowsTarget): Field[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const place = [...path, name];
    if (!isOptionRow(node)) return optionFields(node, place, target);
    const isThere = isReleaseWithin(target, node) && landsIn(node).length > 0;
    const field = isThere ? fieldOfRow(node, place) : undefined;
    return field === undefined ? [] : [field];
  });
}

/** Undefined for a list or a group, which stays in the YAML. */
function fieldOfRow({ schema, description: label }: OptionRow, path: FieldPath): Field | undefined {
  if (schema instanceof z.ZodBoolean) return { kind: 'choice', path, label, choices: YES_NO };
  if (schema instanceof z.ZodNumber) return { kind: 'number', path, label };
  if (!(schema instanceof z.ZodEnum)) return undefined;
  // The description says what each word means; the word itself is Windows’ or the YAML’s.
  const choices = schema.options.map((value) => ({
    value: String(value),
    name: { fr: String(value), en: String(value) },
  }));
  return { kind: 'choice', path, label, choices };
}

export function isTarget(value: unknown): value is WindowsTarget {
  return WINDOWS_TARGETS.some((target) => target === value);
}
