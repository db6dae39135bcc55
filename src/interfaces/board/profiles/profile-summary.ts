import type { ProfileDocument } from '../../../documents/profile/index.js';
import { releaseName } from './form/windows-fields.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { recetteListOf } from './recette-list.js';

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
  const text = [name, version].filter(Boolean).join(' ');
  return { fr: text, en: text };
}

/** How many checks the recette of a profile has, automatic and by hand. */
export function checksOf(document: ProfileDocument, language: Language): string {
  const { automatic, options, manual } = recetteListOf(document);
  const all = automatic.length + options.length + manual.length;
  return say(counted(all, { fr: 'contrôle', en: 'check' }, { fr: 'contrôles', en: 'checks' }), language);
}

function counted(count: number, one: Bilingual, several: Bilingual): Bilingual {
  const word = count > 1 ? several : one;
  const english = count === 1 ? one : several;
  return { fr: `${count} ${word.fr}`, en: `${count} ${english.en}` };
}
