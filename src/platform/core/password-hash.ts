import { encrypt } from 'unixcrypt';

/** yescrypt, SHA-512, SHA-256 and bcrypt as /etc/shadow keeps them. crypt(5). */
const CRYPTED = /^\$(?:y|gy|6|5|2[aby])\$[./0-9A-Za-z=,$]+$/;
const SALT_ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Characters of the password of a Linux account. */
export const LONGEST_PASSWORD = 256;

/**
 * The field of /etc/shadow for a password: the value itself when it is already hashed, else its SHA-512 crypt;
 * undefined when it has more than one line or is too long.
 * @param salt 16 characters of crypt(5)'s alphabet
 */
export function passwordHash(value: string, salt: string): string | undefined {
  if (CRYPTED.test(value)) return value;
  const isPassword =
    /^[^\u0000-\u001f\u007f\p{Surrogate}]+$/u.test(value) && value.length <= LONGEST_PASSWORD;
  return isPassword ? encrypt(value, `$6$${salt}`) : undefined;
}

/** The first 96 bits of these bytes in crypt(5)'s alphabet. */
export function saltFrom(bytes: Buffer): string {
  return [...bytes.subarray(0, 16)].map((byte) => SALT_ALPHABET[byte & 63]).join('');
}
