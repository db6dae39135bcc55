import { Injectable } from '@nestjs/common';
import { KEY_PREFIX, SecretStore } from './secret.store.js';
import { contextOf, Vault } from './vault.js';

/** Établi's own keys: each is made once for a database, whichever server needs it first, and kept sealed. */
@Injectable()
export class KeyStore {
  constructor(
    private readonly vault: Vault,
    private readonly store: SecretStore,
  ) {}

  /**
   * The key of this name; `make` makes it when there is none, or when the one that stands is not good any
   * more. All servers of the database get the same one. `make` must not ask for another key.
   */
  async text(
    name: string,
    make: () => string | Promise<string>,
    isGood: (text: string) => boolean = () => true,
  ): Promise<string> {
    const reference = `${KEY_PREFIX}${name}`;
    const present = this.opened(reference, await this.store.find(reference));
    if (present !== undefined && isGood(present)) return present;
    return this.store.alone(async (manager) => {
      const meanwhile = this.opened(reference, await this.store.find(reference, manager));
      if (meanwhile !== undefined && isGood(meanwhile)) return meanwhile;
      const made = await make();
      await this.store.put(reference, this.vault.seal(Buffer.from(made), contextOf(reference)), manager);
      return made;
    });
  }

  /** The same for a key of several parts. */
  async json<T>(
    name: string,
    make: () => Promise<T>,
    isGood: (value: T) => boolean = () => true,
  ): Promise<T> {
    const text = await this.text(
      name,
      async () => JSON.stringify(await make()),
      (stored) => isGood(JSON.parse(stored) as T),
    );
    return JSON.parse(text) as T;
  }

  private opened(reference: string, sealed: Buffer | undefined): string | undefined {
    return sealed && this.vault.open(sealed, contextOf(reference)).toString();
  }
}
