import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'etabli-signature';

/**
 * `t=1767225600,v1=<hex>`: HMAC-SHA256 with the secret of the target over the seconds of `t`, a dot, and the body as it
 * is sent. The receiver compares it, and refuses a `t` that is minutes old: nobody can send it again later.
 */
export function signatureOf(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
