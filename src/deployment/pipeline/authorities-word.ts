import type { ProfileDocument, SecureBoot } from '../../documents/profile/index.js';

/** Whether the firmware’s authorities are left as they are, or get the updates that were imported. */
export function authoritiesWord({ security }: Partial<ProfileDocument>): SecureBoot['authorities'] {
  return security?.secureBoot.authorities ?? 'keep';
}
