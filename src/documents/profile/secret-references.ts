import type { SecretUse } from '../../platform/vault/index.js';
import { secret } from './names.js';

/** A field of a document that refers to a secret of the vault. */
export interface SecretReference {
  /** Dotted path, as shown to users: `network.wifi[0].passphrase`. */
  field: string;
  /** The path in an approval: `network.wifi[].passphrase`. */
  use: string;
  reference: string;
}

/**
 * The key that identifies an item, for lists with different kinds of items: a secret that is approved for one payload,
 * app or setting is not approved for another. In all other lists, the items are of one kind.
 */
const NAMED_ITEMS: [list: RegExp, name: string][] = [
  [/^mdm\.apple\.custom$/, 'type'],
  [/^mdm\.android\.apps$/, 'package'],
  [/^mdm\.windows\.custom$/, 'path'],
  [/^windows\.raw$/, 'component'],
  [/^windows\.raw\[.*\.settings$/s, 'name'],
];

/** Every `{vault: 'reference'}` of a JSON document, in document order. */
export function secretsOf(document: unknown, field = '', use = ''): SecretReference[] {
  if (document === null || typeof document !== 'object') return [];
  if (Array.isArray(document)) {
    return document.flatMap((item: unknown, index) =>
      secretsOf(item, `${field}[${index}]`, `${use}[${itemName(use, item)}]`),
    );
  }
  const named = 'vault' in document ? secret.safeParse(document) : undefined;
  if (named?.success) return [{ field, use, reference: named.data.vault }];
  return Object.entries(document).flatMap(([key, value]) =>
    secretsOf(value, field === '' ? key : `${field}.${key}`, keyed(use, key)),
  );
}

/** The secrets and fields of a document that need approval. */
export function usesOf({ name, ...document }: { name: string }): SecretUse[] {
  return secretsOf(document).map(({ use, reference }) => ({ reference, profile: name, field: use }));
}

/** Every use of these secrets in a document: a rendered file does not show from which field a value came. */
export function usesAmong(document: { name: string }, references: readonly string[]): SecretUse[] {
  const asked = new Set(references);
  return usesOf(document).filter(({ reference }) => asked.has(reference));
}

function itemName(list: string, item: unknown): string {
  const key = NAMED_ITEMS.find(([pattern]) => pattern.test(list))?.[1];
  const name = key === undefined ? undefined : (item as Record<string, unknown> | null)?.[key];
  if (typeof name !== 'string') return '';
  return /^[A-Za-z0-9_./-]+$/.test(name) ? name : JSON.stringify(name);
}

/** The path of a key; one that has a dot or a bracket is quoted, so that it does not look like two keys. */
export function keyed(path: string, key: string): string {
  const plain = /^[A-Za-z0-9_-]+$/.test(key);
  if (path === '') return plain ? key : `[${JSON.stringify(key)}]`;
  return plain ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
