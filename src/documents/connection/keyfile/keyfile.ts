import { createHash } from 'node:crypto';

export type Entry = [key: string, value: string];
export type Section = [name: string, entries: Entry[]];

/**
 * A NetworkManager keyfile: GLib's key file format, where a backslash, a line break and a leading space
 * of a value are escaped. https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html
 */
export function keyfile(sections: Section[]): string {
  return sections
    .map(([name, entries]) =>
      [`[${name}]`, ...entries.map(([key, value]) => `${key}=${escaped(value)}`), ''].join('\n'),
    )
    .join('\n');
}

/** The entry; nothing when the value is undefined. */
export function entry(key: string, value: string | number | boolean | undefined): Entry[] {
  return value === undefined ? [] : [[key, String(value)]];
}

/** A GLib string list: each item is followed by a semicolon. */
export function list(items: readonly string[] | undefined): string | undefined {
  return items === undefined || items.length === 0 ? undefined : items.map((item) => `${item};`).join('');
}

/** A version 8 UUID (RFC 9562 §5.8) from the SHA-256 of a name. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ /, '\\s');
}
