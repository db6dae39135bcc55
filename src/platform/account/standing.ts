import { createHash } from 'node:crypto';
import type { Account } from './account.entity.js';

/** The state of an account that its open streams depend on: they end when it changes. */
export function standingOf({ role, passwordHash, disabledAt }: Account): string {
  const disabled = disabledAt === null ? '' : 'disabled';
  return createHash('sha256').update(`${role}\n${passwordHash}\n${disabled}`).digest('hex');
}
