/**
 * PostgreSQL text and jsonb refuse U+0000, and JSON refuses lone surrogates; machines send both. Every
 * string that a machine or a command gave goes through here before it is stored.
 */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** The same for every string inside a JSON value, keys included. */
export function storableJson<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => storableJson(item)) as T;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => [
      storable(key),
      storableJson(item as unknown),
    ]);
    return Object.fromEntries(entries) as T;
  }
  return value;
}
