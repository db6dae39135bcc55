import { isReservedSecret, isSecretReference } from '../core/index.js';
import { contextOf, type SecretStore } from './secret.store.js';
import { unknownSecret } from './unknown-secret.js';
import type { Vault } from './vault.js';

/**
 * The value under a reference. For this folder alone: whoever wants a secret asks SecretUses for it.
 * Rejects with NotFoundError when nothing stands there that a profile may name.
 */
export async function openSecret(vault: Vault, store: SecretStore, reference: string): Promise<string> {
  const mayBeNamed = isSecretReference(reference) && !isReservedSecret(reference);
  const sealed = mayBeNamed ? await store.find(reference) : undefined;
  if (!sealed) throw unknownSecret(reference);
  return vault.open(sealed, contextOf(reference)).toString();
}
