import { createHash } from 'node:crypto';

/** A use of a secret: a field of a profile. */
export interface SecretUse {
  reference: string;
  profile: string;
  /** Path of the field without list indexes: `users[].password`. */
  field: string;
}

/** The key of a use. Migration 0131 computes the same. */
export function useId({ reference, profile, field }: SecretUse): string {
  return createHash('sha256').update(`${reference}\n${profile}\n${field}`).digest('hex');
}
