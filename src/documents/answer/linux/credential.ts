import { createHash } from 'node:crypto';
import {
  InputError,
  LONGEST_PASSWORD as MOST,
  passwordHash,
  saltFrom,
} from '../../../platform/core/index.js';
import { isShown, type LinuxOrder } from './order.js';

/**
 * The password field of /etc/shadow for `users[index]`: undefined without a password; the vault's value when
 * it is a crypt(5) hash, else its SHA-512 crypt hash; its reference in a preview. Throws
 * InputError naming the field when it is not a valid password.
 */
export function cryptedPassword(order: LinuxOrder, index: number): string | undefined {
  const user = order.profile.users[index];
  if (user?.password === undefined) return undefined;
  const value = order.secret(user.password);
  if (isShown(value, user.password)) return value;
  const hash = passwordHash(value, saltOf(order, user.name, user.password.vault));
  if (hash !== undefined) return hash;
  const field = `users[${index}].password`;
  const expected = {
    fr: `un mot de passe d’une ligne, ${MOST} caractères au plus, ou son empreinte crypt(5)`,
    en: `a password of one line, at most ${MOST} characters, or its crypt(5) hash`,
  };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: '[secret]', expected },
  ]);
}

/**
 * A 96-bit salt for crypt(5). A salt must differ between accounts but need not be secret: it
 * is derived from the PC, the account and the reference, so that the same input always gives the same file. Never
 * derived from the password: a fast hash of the password would help an attacker to guess it.
 */
function saltOf({ profile, machine }: LinuxOrder, account: string, reference: string): string {
  const { serial, assetTag, macs, hostname } = machine;
  const facts = [profile.name, serial ?? '', assetTag ?? '', macs ?? [], hostname ?? '', account, reference];
  return saltFrom(createHash('sha256').update(JSON.stringify(facts)).digest());
}
