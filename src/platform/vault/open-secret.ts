import { isReservedSecret, isSecretReference } from '../core/index.js';
import { contextOf, type SecretStore } from './secret.store.js';
import { unknownSecret } from './unknown-secret.js';
import type { Vault } from './vault.js';

/**
 * The value of a secret. Internal to this folder: other folders use SecretUses.
 * Rejects with NotFoundError when there is no such secret.
 */
export async function openSecret(vault: Vault, store: SecretStore, reference: string): Promise<string> {
  const mayBeNamed = isSecretReference(reference) && !isReservedSecret(reference);
  const sealed = mayBeNamed ? await store.find(reference) : undefined;
  if (!sealed) throw unknownSecret(reference);
  return vault.open(sealed, contextOf(reference)).toString();
}
