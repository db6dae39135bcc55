import type { DataSource } from 'typeorm';
import { SecretUses, SecretUseStore, type Vault } from '../../src/platform/vault/index.js';
import { SecretStore } from '../../src/platform/vault/secret.store.js';

/** The uses of secrets on the database of a suite; without a vault nothing can be revealed. */
export function secretUses(source: DataSource, vault?: Vault): { store: SecretUseStore; uses: SecretUses } {
  const store = new SecretUseStore(source);
  return { store, uses: new SecretUses(vault as Vault, new SecretStore(source), store) };
}
