import { createHash } from 'node:crypto';
import type { Account } from './account.entity.js';

/** What a stream that was opened rests on: it ends when this is another text. */
export function standingOf({ role, passwordHash, disabledAt }: Account): string {
  const disabled = disabledAt === null ? '' : 'disabled';
  return createHash('sha256').update(`${role}\n${passwordHash}\n${disabled}`).digest('hex');
}
