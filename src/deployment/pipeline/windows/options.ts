import { askedOptions, type ProfileDocument } from '../../../documents/profile/index.js';

/** How many options of Windows the profile sets. */
export function askedOptionCount({ windows }: ProfileDocument): number {
  return windows === undefined ? 0 : askedOptions(windows).length;
}
