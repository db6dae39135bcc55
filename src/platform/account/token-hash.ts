import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The SHA-256 that is stored in place of a random token, hexadecimal. Such tokens have 256 bits, so they
 * need no slow hash, and looking the hash up tells nothing of the token by its time.
 */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The CSRF token of a session: only who holds the cookie can work it out, and it is stored nowhere. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('etabli csrf').digest('base64url');
}

/** Compares in the same time whatever differs. */
export function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
