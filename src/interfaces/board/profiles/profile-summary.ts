import type { ProfileDocument } from '../../../documents/profile/index.js';
import { referenceOf } from '../../../deployment/recette/index.js';
import { releaseName } from './form/windows-fields.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';

const UPDATES: Record<ProfileDocument['update'], Bilingual | undefined> = {
  none: undefined,
  security: { fr: 'correctifs de sécurité', en: 'security fixes' },
  all: { fr: 'toutes les mises à jour', en: 'all updates' },
};

/** What a profile makes of a PC, in a few words: master, software, updates. */
export function installsOf(
  { master, windows, software, update }: ProfileDocument,
  language: Language,
): string {
  const texts: (Bilingual | undefined)[] = [
    master === undefined ? { fr: 'aucun master', en: 'no master' } : masterOf(master),
    windows && releaseName(windows.target),
    software.length === 0
      ? undefined
      : counted(software.length, { fr: 'logiciel', en: 'program' }, { fr: 'logiciels', en: 'programs' }),
    UPDATES[update],
  ];
  return texts.flatMap((text) => (text ? [say(text, language)] : [])).join(' · ');
}

function masterOf({ name, version }: NonNullable<ProfileDocument['master']>): Bilingual {
  const which = version ?? undefined;
  return { fr: [name, which].filter(Boolean).join(' '), en: [name, which].filter(Boolean).join(' ') };
}

/** How many checks the recette of a profile has, automatic and by hand. */
export function checksOf({ recette, windows }: ProfileDocument, language: Language): string {
  const without = recette.without ?? [];
  const automatic =
    windows === undefined ? recette.checks.length : referenceOf('windows').length - without.length;
  const all = automatic + recette.manual.length;
  return say(counted(all, { fr: 'contrôle', en: 'check' }, { fr: 'contrôles', en: 'checks' }), language);
}

function counted(count: number, one: Bilingual, several: Bilingual): Bilingual {
  const word = count > 1 ? several : one;
  const english = count === 1 ? one : several;
  return { fr: `${count} ${word.fr}`, en: `${count} ${english.en}` };
}
