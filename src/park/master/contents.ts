import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { PermanentError } from '../../platform/core/index.js';

/** `type` column of the contents manifest for each type of tar entry. */
const TYPES: Partial<Record<NonNullable<Header['type']>, string>> = {
  file: 'f',
  'contiguous-file': 'f',
  directory: 'd',
  symlink: 'l',
  link: 'h',
  'character-device': 'c',
  'block-device': 'b',
  fifo: 'p',
};

/**
 * Reads an uncompressed tar and yields one line of the contents manifest for each path:
 * `type mode uid gid size sha256-or-link path`, tab-separated, the mode in octal, the path without a leading
 * slash or `./`, with newline, tab, carriage return and backslash escaped. Throws PermanentError for a
 * truncated or invalid tar, or for an entry outside the tree.
 */
export async function* contentsOf(tar: Readable): AsyncGenerator<string> {
  const reader = extract();
  let whole = false;
  tar.on('end', () => (whole = true));
  tar.on('close', () => {
    if (!whole) reader.destroy(new Error('cut short'));
  });
  tar.pipe(reader);
  try {
    for await (const entry of reader) {
      const hash = createHash('sha256');
      for await (const chunk of entry) hash.update(chunk as Buffer);
      const path = relative(entry.header.name);
      if (path !== '') yield line(entry.header, path, hash.digest('hex'));
    }
  } catch (cause) {
    if (cause instanceof PermanentError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PermanentError(
      { fr: `archive tar illisible : ${why}`, en: `unreadable tar archive: ${why}` },
      { cause },
    );
  } finally {
    tar.destroy();
  }
}

function line(header: Header, path: string, digest: string): string {
  const type = TYPES[header.type ?? 'file'];
  if (type === undefined) {
    throw new PermanentError({
      fr: `entrée tar de type inconnu ${header.type} : ${path}`,
      en: `tar entry of unknown type ${header.type}: ${path}`,
    });
  }
  const mode = ((header.mode ?? 0) & 0o7777).toString(8);
  const size = type === 'f' ? (header.size ?? 0) : 0;
  const value = valueOf(type, header, digest);
  return (
    [type, mode, header.uid ?? 0, header.gid ?? 0, size, escaped(value), escaped(path)].join('\t') + '\n'
  );
}

function valueOf(type: string, header: Header, digest: string): string {
  if (type === 'f') return digest;
  if (type === 'l') return header.linkname ?? '';
  if (type === 'h') return relative(header.linkname ?? '');
  if (type === 'c' || type === 'b') return `${header.devmajor ?? 0}:${header.devminor ?? 0}`;
  return '-';
}

function relative(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new PermanentError({
      fr: `chemin interdit dans le tar : ${name}`,
      en: `forbidden path in the tar: ${name}`,
    });
  }
  return parts.join('/');
}

/** A path or a target with its line breaks, tabs and backslashes escaped. */
export function escaped(text: string): string {
  const marks: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\' };
  return text.replace(/[\n\t\r\\]/g, (mark) => marks[mark] ?? mark);
}
