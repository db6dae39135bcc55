import { Injectable } from '@nestjs/common';
import { contextOf, KEY_PREFIX, SecretStore } from './secret.store.js';
import { Vault } from './vault.js';

/** Établi's own keys, stored sealed. Each is created once for a database, by the first server that needs it. */
@Injectable()
export class KeyStore {
  constructor(
    private readonly vault: Vault,
    private readonly store: SecretStore,
  ) {}

  /**
   * The key of this name; `make` creates it when there is none, or when the stored one is no longer good. All servers
   * of the database get the same one. `make` must not call the key store.
   */
  async text(
    name: string,
    make: () => string | Promise<string>,
    isGood: (text: string) => boolean = () => true,
  ): Promise<string> {
    const reference = `${KEY_PREFIX}${name}`;
    const present = this.opened(reference, await this.store.find(reference));
    if (present !== undefined && isGood(present)) return present;
    return this.store.withLock(async (manager) => {
      const meanwhile = this.opened(reference, await this.store.find(reference, manager));
      if (meanwhile !== undefined && isGood(meanwhile)) return meanwhile;
      const made = await make();
      await this.store.put(reference, this.vault.seal(Buffer.from(made), contextOf(reference)), manager);
      return made;
    });
  }

  /** The same for a key stored as JSON. */
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

  /** The key of this name; undefined when there is none. */
  async find(name: string): Promise<string | undefined> {
    const reference = `${KEY_PREFIX}${name}`;
    return this.opened(reference, await this.store.find(reference));
  }

  /** Replaces the key of this name; `undefined` removes it. */
  async replace(name: string, text: string | undefined): Promise<void> {
    const reference = `${KEY_PREFIX}${name}`;
    if (text === undefined) return void (await this.store.remove(reference));
    await this.store.put(reference, this.vault.seal(Buffer.from(text), contextOf(reference)));
  }

  /**
   * Migrates keys from former references: `make` combines their texts to the key `name`, unless that exists already.
   * The references are removed. Only one server of the database does it.
   */
  async adopt(
    name: string,
    references: readonly string[],
    make: (texts: (string | undefined)[]) => string | undefined,
  ): Promise<void> {
    await this.store.withLock(async (manager) => {
      const texts: (string | undefined)[] = [];
      for (const reference of references)
        texts.push(this.opened(reference, await this.store.find(reference, manager)));
      if (texts.every((each) => each === undefined)) return;
      const text = make(texts);
      const key = `${KEY_PREFIX}${name}`;
      if (text !== undefined && (await this.store.find(key, manager)) === undefined)
        await this.store.put(key, this.vault.seal(Buffer.from(text), contextOf(key)), manager);
      for (const reference of references) await this.store.remove(reference, manager);
    });
  }

  private opened(reference: string, sealed: Buffer | undefined): string | undefined {
    return sealed && this.vault.open(sealed, contextOf(reference)).toString();
  }
}
