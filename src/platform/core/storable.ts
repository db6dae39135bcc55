/**
 * Replaces what PostgreSQL refuses in text and jsonb: U+0000 and lone surrogates. Every string from a machine or
 * a command goes through here before it is stored.
 */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** The same for every string inside a JSON value, keys included. */
export function storableJson<T>(value: T): T {
  return inEveryText(value, storable);
}

/**
 * C0 and C1 controls except tab and line feed, DEL, bidirectional controls and invisible characters. Terminals
 * interpret them, and pages display another text than the stored one.
 * Unicode 16.0 §23.1 and §23.2.
 */
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Storable, and without control characters: for texts of machines that people read. */
export function readable(text: string): string {
  return text.replace(CONTROLS, '').toWellFormed();
}

/** The same for every string inside a JSON value, keys included. */
export function readableJson<T>(value: T): T {
  return inEveryText(value, readable);
}

/** A copy of a JSON value with every string in it changed, keys included. */
export function inEveryText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => inEveryText(item, change)) as T;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => [
      change(key),
      inEveryText(item as unknown, change),
    ]);
    return Object.fromEntries(entries) as T;
  }
  return value;
}
