import type { EntityManager } from 'typeorm';
import {
  InputError,
  isReservedSecret,
  isSecretReference,
  LONGEST_SECRET_REFERENCE,
  PermanentError,
} from '../core/index.js';
import { makeKeyFile, missingKeyFile, otherKeyFile, readKeyFile } from './key-file.js';
import { openWith, sealWith } from './seal.js';
import { contextOf, KEY_PREFIX, type SecretStore } from './secret.store.js';
import { unknownSecret } from './unknown-secret.js';

const CHECK = `${KEY_PREFIX}check`;
const LONGEST_VALUE = 65_536;

/** Stores secrets, encrypted with the key of the key file. A profile refers to a secret and never contains it. */
export class Vault {
  private constructor(
    private readonly store: SecretStore,
    private readonly key: Buffer,
  ) {}

  /**
   * Opens the vault with the key file, which is created on first use. Rejects with OperatorError when the file is
   * missing although there are sealed secrets, has another key, is malformed, or is accessible to others.
   */
  static async open(store: SecretStore, keyFile: string): Promise<Vault> {
    const key = await store.withLock(async (manager) => {
      const found = await readKeyFile(keyFile);
      if (!found && (await store.any(manager))) throw missingKeyFile(keyFile);
      const key = found ?? (await makeKeyFile(keyFile));
      const check = await store.find(CHECK, manager);
      if (!check) await store.put(CHECK, sealWith(key, Buffer.from(CHECK), contextOf(CHECK)), manager);
      else if (!opens(key, check)) throw otherKeyFile(keyFile);
      return key;
    });
    return new Vault(store, key);
  }

  /** Encrypts with AES-256-GCM; the value opens with the same context only. */
  seal(plain: Buffer, context: string): Buffer {
    return sealWith(this.key, plain, context);
  }

  /** Throws PermanentError when the bytes were changed, or sealed for another context or with another key. */
  open(sealed: Buffer, context: string): Buffer {
    return openWith(this.key, sealed, context);
  }

  /** Stores a text, 64 KiB at most, under this reference. SecretUses reveals it. */
  async put(reference: string, value: string, manager?: EntityManager): Promise<void> {
    if (!isSecretReference(reference)) throw badReference(reference);
    if (isReservedSecret(reference)) throw reserved(reference);
    if (Buffer.byteLength(value) > LONGEST_VALUE) throw tooLong(reference);
    await this.store.put(reference, this.seal(Buffer.from(value), contextOf(reference)), manager);
  }

  /** Whether there is a secret with this reference. */
  async has(reference: string): Promise<boolean> {
    if (!isSecretReference(reference) || isReservedSecret(reference)) return false;
    return (await this.store.find(reference)) !== undefined;
  }

  /** Rejects with NotFoundError when there is none. Reserved references can be removed as well. */
  async remove(reference: string, manager?: EntityManager): Promise<void> {
    if (reference.startsWith(KEY_PREFIX) || !(await this.store.remove(reference, manager)))
      throw unknownSecret(reference);
  }

  /** The references, without their values. */
  list(): Promise<{ reference: string; updatedAt: Date }[]> {
    return this.store.list();
  }
}

function opens(key: Buffer, check: Buffer): boolean {
  try {
    return openWith(key, check, contextOf(CHECK)).toString() === CHECK;
  } catch (error) {
    if (error instanceof PermanentError) return false;
    throw error;
  }
}

function reserved(reference: string): InputError {
  const expected = {
    fr: 'une autre référence : celle-ci est réservée aux clés d’Établi',
    en: 'another reference: this one is reserved for Établi’s own keys',
  };
  return new InputError(
    { fr: `« ${reference} » est réservée à Établi`, en: `"${reference}" is reserved for Établi` },
    [{ field: 'reference', found: reference, expected }],
    {
      remedy: {
        fr: 'Pour signer les profils : etabli mdm signing put --certificates FICHIER --key FICHIER.',
        en: 'To sign profiles: etabli mdm signing put --certificates FILE --key FILE.',
      },
    },
  );
}

function badReference(reference: string): InputError {
  return new InputError(
    { fr: `« ${reference} » ne peut pas nommer un secret`, en: `"${reference}" cannot name a secret` },
    [
      {
        field: 'reference',
        found: reference,
        expected: {
          fr: `lettres minuscules sans accent, chiffres, « . », « _ », « - », et « / » entre deux noms ; ${LONGEST_SECRET_REFERENCE} au plus, une lettre ou un chiffre en tête`,
          en: `unaccented lower-case letters, digits, ".", "_", "-", and "/" between two names; at most ${LONGEST_SECRET_REFERENCE}, a letter or a digit first`,
        },
      },
    ],
  );
}

/** The error does not contain the value. */
function tooLong(reference: string): InputError {
  const expected = { fr: `${LONGEST_VALUE} octets au plus`, en: `${LONGEST_VALUE} bytes at most` };
  return new InputError(
    { fr: `le secret « ${reference} » est trop long`, en: `the secret "${reference}" is too long` },
    [{ field: 'value', found: '[secret]', expected }],
  );
}
