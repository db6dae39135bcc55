import { createHmac, randomBytes } from 'node:crypto';
import type { KeyStore } from './key-store.js';

const DIGITS = 6;

/**
 * The codes that PCs show on their screens, computed from a key of this database, the session and the number of the
 * code, as in RFC 4226: every server computes the same code, and none is stored.
 */
export class ConfirmationCodes {
  constructor(private readonly key: Buffer) {}

  /** With the key of this database, created on first use. */
  static async open(keys: KeyStore): Promise<ConfirmationCodes> {
    const key = await keys.text('confirmation', () => randomBytes(32).toString('base64'));
    return new ConfirmationCodes(Buffer.from(key, 'base64'));
  }

  /** Six digits. @param number which code of the session it is, from 1 */
  code(session: string, number: number): string {
    const digest = createHmac('sha256', this.key).update(`${session}:${number}`).digest();
    // 48 bits: the modulo bias of 1 in 10^8 is negligible.
    return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
  }
}
