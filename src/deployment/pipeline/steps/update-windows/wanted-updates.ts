import type { Bilingual } from '../../../../platform/core/index.js';
import type { WindowsUpdate } from '../../../../documents/profile/index.js';
import type { FoundUpdate } from './update-answers.js';

/** Classifications of updates. MS Learn, "WSUS Classification GUIDs". */
const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';
const CRITICAL = 'e6cf1350-c01b-414d-a61f-263d14d133b4';
const DEFINITIONS = 'e0789628-ce08-4437-be74-2495b842f43b';
const UPGRADE = '3689bdc8-b205-4af4-8d4a-a63924c5e9d5';

/** What the profile asks of updates: `update` says which, `windows.update` how. */
export interface AskedUpdates extends Pick<WindowsUpdate, 'drivers' | 'optional' | 'exclude'> {
  extent: 'security' | 'all';
}

/** Nobody sits at the PC: such an update is not installed, though the profile asks for it. */
export const ASKS: Bilingual = { fr: 'son programme pose des questions', en: 'its installer asks questions' };

/** Why an update is not installed; undefined for one that is. `ASKS` is the only reason that is not of the profile. */
export function leftOut(update: FoundUpdate, asked: AskedUpdates): Bilingual | undefined {
  const isOf = (...classes: string[]) =>
    update.categories.some((category) => classes.includes(category.toLowerCase()));
  if (update.kb.some((kb) => asked.exclude.includes(kb)))
    return { fr: 'exclue par le profil', en: 'excluded by the profile' };
  if (isOf(UPGRADE)) return { fr: 'une autre version de Windows', en: 'another release of Windows' };
  if (update.isDriver && !asked.drivers) return { fr: 'un pilote', en: 'a driver' };
  if (update.isOptional && !update.isDriver && !asked.optional) return { fr: 'facultative', en: 'optional' };
  if (asked.extent === 'security' && !update.isDriver && !isOf(SECURITY, CRITICAL, DEFINITIONS))
    return { fr: 'pas de sécurité', en: 'not for security' };
  return update.asks ? ASKS : undefined;
}

/** Those that are to be installed, in the order of Windows. */
export function wantedUpdates(found: readonly FoundUpdate[], asked: AskedUpdates): FoundUpdate[] {
  return found.filter((update) => leftOut(update, asked) === undefined);
}
