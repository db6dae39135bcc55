import { randomBytes, randomInt, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { InputError } from '../core/index.js';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's password storage cheat sheet: 32 MiB and three passes, equivalent to N = 2^17 with one. RFC 7914. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const MAX_MEMORY = 128 * 1024 * 1024;
const HASH_BYTES = 32;
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

/** `scrypt$N$r$p$salt$hash`, base64url. Rejects with InputError when the password is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) throw badLength();
  return hashed(password);
}

/** The same for a PIN, whose form `Pins` checks. */
export function hashPin(pin: string): Promise<string> {
  return hashed(pin);
}

async function hashed(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret.normalize('NFKC'), salt, HASH_BYTES, { ...COST, maxmem: MAX_MEMORY });
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** The hash for unknown names, so that the answer takes as long as for known ones. */
export const NOBODYS_HASH = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

/** Whether the password matches the hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = stored.split('$');
  if (kind !== 'scrypt' || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: MAX_MEMORY };
  const given = password.slice(0, LONGEST_PASSWORD * 2).normalize('NFKC');
  const found = await derive(given, Buffer.from(salt, 'base64url'), expected.length, options);
  return timingSafeEqual(found, expected);
}

// Without letters and digits that look alike.
const LEGIBLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Five groups of four legible characters: 99 bits. */
export function randomPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LEGIBLE[randomInt(LEGIBLE.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}

function badLength(): InputError {
  const expected = {
    fr: `${SHORTEST_PASSWORD} à ${LONGEST_PASSWORD} caractères`,
    en: `${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
  };
  return new InputError(
    { fr: `le mot de passe doit avoir ${expected.fr}`, en: `the password must have ${expected.en}` },
    [{ field: 'password', found: '[secret]', expected }],
  );
}
