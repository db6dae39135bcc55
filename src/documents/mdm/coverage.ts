import type { Bilingual } from '../../platform/core/index.js';
import type { ProfileDocument } from '../profile/index.js';
import type { NotCarried } from './order.js';

type Section = 'restrictions' | 'passcode' | 'updates' | 'encryption';
type OptionsOf<S extends Section> = keyof NonNullable<ProfileDocument[S]> & string;

/** Every option of a neutral section: `restrictions.camera`. */
export type NeutralOption = { [S in Section]: `${S}.${OptionsOf<S>}` }[Section];

/**
 * What a platform does with each neutral option: `carried`, or why it cannot. The type demands every option: one
 * that is added to the profile does not compile until it is here for every platform.
 */
export type Coverage = Record<NeutralOption, 'carried' | Bilingual>;

/** The options of a profile that the platform does not carry, in the order of the table. */
export function notCovered(profile: ProfileDocument, coverage: Coverage): NotCarried[] {
  return Object.entries(coverage).flatMap(([option, carried]) =>
    carried !== 'carried' && isSet(profile, option as NeutralOption) ? [{ option, reason: carried }] : [],
  );
}

function isSet(profile: ProfileDocument, option: NeutralOption): boolean {
  const [section, name] = option.split('.') as [Section, string];
  const values: Record<string, unknown> = profile[section] ?? {};
  return values[name] !== undefined;
}
