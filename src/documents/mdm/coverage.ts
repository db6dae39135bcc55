import type { Bilingual } from '../../platform/core/index.js';
import type { ProfileDocument } from '../profile/index.js';
import type { NotCarried } from './order.js';

type Section = 'restrictions' | 'passcode' | 'updates' | 'encryption';
type OptionsOf<S extends Section> = keyof NonNullable<ProfileDocument[S]> & string;

/** Every option of a neutral section: `restrictions.camera`. */
export type NeutralOption = { [S in Section]: `${S}.${OptionsOf<S>}` }[Section];

/**
 * What a platform does with each neutral option: `carried`, or why it cannot. It is whole by its type: an option
 * that is added to the profile does not compile until every platform says what becomes of it.
 */
export type Coverage = Record<NeutralOption, 'carried' | Bilingual>;

/** The options that stand in a profile and that the platform does not carry, in the order of the table. */
export function notCovered(profile: ProfileDocument, coverage: Coverage): NotCarried[] {
  return Object.entries(coverage).flatMap(([option, carried]) =>
    carried !== 'carried' && stands(profile, option as NeutralOption) ? [{ option, reason: carried }] : [],
  );
}

function stands(profile: ProfileDocument, option: NeutralOption): boolean {
  const [section, name] = option.split('.') as [Section, string];
  const values: Record<string, unknown> = profile[section] ?? {};
  return values[name] !== undefined;
}
