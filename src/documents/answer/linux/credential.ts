import { createHash } from 'node:crypto';
import {
  InputError,
  LONGEST_PASSWORD as MOST,
  passwordHash,
  saltFrom,
} from '../../../platform/core/index.js';
import { isShown, type LinuxOrder } from './order.js';

/**
 * What /etc/shadow gets for the user at `users[index]`: undefined without a password; the vault's value when
 * it is crypted already, its SHA-512 crypt when it is in clear, its reference when it is only shown. Throws
 * InputError naming the field when it cannot be a password.
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
 * 96 bits for crypt(5), which asks for a salt that differs from account to account, not for a secret one: it
 * comes from the PC, the account and the reference, so that the same order always gives the same file. Never
 * from the password, which a fast hash would then give away.
 */
function saltOf({ profile, machine }: LinuxOrder, account: string, reference: string): string {
  const { serial, assetTag, macs, hostname } = machine;
  const facts = [profile.name, serial ?? '', assetTag ?? '', macs ?? [], hostname ?? '', account, reference];
  return saltFrom(createHash('sha256').update(JSON.stringify(facts)).digest());
}
