import type { Vault } from '../../../platform/vault/index.js';
import type { OpenedDirectory } from '../directories.service.js';
import { RefusedLogon } from '../ldap/errors.js';
import { LdapSession } from '../ldap/session.js';
import type { JoinAccount } from './join-account.entity.js';

/** The password and the blob of an account are sealed each for itself: neither opens as the other, or as another's. */
function contextOf(id: string, what: 'password' | 'blob'): string {
  return `join-account ${id} ${what}`;
}

export function sealed(vault: Vault, id: string, what: 'password' | 'blob', value: string): Buffer {
  return vault.seal(Buffer.from(value), contextOf(id, what));
}

/** Undefined once it was forgotten. */
export function passwordOf(vault: Vault, { id, sealedPassword }: JoinAccount): string | undefined {
  return sealedPassword === null
    ? undefined
    : vault.open(sealedPassword, contextOf(id, 'password')).toString();
}

export function blobOf(vault: Vault, { id, sealedBlob }: JoinAccount): string | undefined {
  return sealedBlob === null ? undefined : vault.open(sealedBlob, contextOf(id, 'blob')).toString();
}

/** Whether an account accepts this password, on the server of the session: another one may not know of it yet. */
export async function opens(
  { document }: OpenedDirectory,
  { server }: LdapSession,
  dn: string,
  password: string,
): Promise<boolean> {
  try {
    const own = await LdapSession.open(document, server, { user: dn, password });
    await own.close();
    return true;
  } catch (error) {
    if (error instanceof RefusedLogon) return false;
    throw error;
  }
}
