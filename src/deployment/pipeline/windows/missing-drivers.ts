import type { ProfileDocument } from '../../../documents/profile/index.js';

export type MissingDriversWord = 'fail' | 'reserve' | 'ignore';

/** What the profile says of devices without a driver. */
export function missingDriversWord({ windows }: ProfileDocument): MissingDriversWord {
  return windows?.drivers?.missing ?? 'reserve';
}
