/** A place of a document that names a secret of the vault instead of holding it. */
export interface SecretReference {
  /** Dotted path, as the reader of the profile knows it: `network.wifi[0].passphrase`. */
  field: string;
  reference: string;
}

/** Every `{vault: 'reference'}` of a JSON document, in its order. */
export function secretsOf(document: unknown, field = ''): SecretReference[] {
  if (Array.isArray(document)) {
    return document.flatMap((item: unknown, index) => secretsOf(item, `${field}[${index}]`));
  }
  if (document === null || typeof document !== 'object') return [];
  const entries = Object.entries(document);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'vault' && typeof only[1] === 'string') {
    return [{ field, reference: only[1] }];
  }
  return entries.flatMap(([key, value]) => secretsOf(value, field === '' ? key : `${field}.${key}`));
}
