import { type Bilingual, PermanentError } from '../../../platform/core/index.js';
import { escaped } from '../contents.js';

const DIRECTORY = 0x10;
const REPARSE_POINT = 0x400;
const ENCRYPTED = 0x4000;
/** IO_REPARSE_TAG_WOF: Windows keeps the data compressed in a stream beside it (CompactOS). */
const COMPRESSED_BY_WINDOWS = 0x80000017;
/** What wimlib writes for a stream without bytes. */
const NO_HASH = '0'.repeat(40);

/** A line of the table before it is written. `path` is Latin-1 with one character a byte. */
export interface TableEntry {
  /** d: directory, f: unnamed stream, s: named stream, r: reparse point, h: further name of a hard link. */
  kind: 'd' | 'f' | 's' | 'r' | 'h';
  attributes: number;
  size: number;
  sha1: string;
  path: string;
}

interface Stream {
  name?: string;
  sha1: string;
  size: number;
}

interface Node {
  path: string;
  attributes: number;
  reparseTag: number;
  group: string;
  links: number;
  streams: Stream[];
}

/**
 * Reads the lines of `wimlib-imagex dir --detailed` and yields the file table in the order of the image's tree. The
 * root has no entry of its own. The digest of a reparse point is that of its data without tag and length.
 * Throws PermanentError for an entry that cannot be compared later: encrypted by EFS, compressed by CompactOS, a reparse
 * point with a named stream (ntfs-3g does not read it), or named with a line break.
 */
export async function* tableOf(lines: AsyncIterable<string>): AsyncGenerator<TableEntry> {
  const seen = new Set<string>();
  let node: Node | undefined;
  for await (const line of lines) {
    const path = /^Full Path {11}= "(.*)$/.exec(line)?.[1];
    if (path === undefined) {
      if (node) readLine(node, line);
      continue;
    }
    if (node) yield* entriesOf(node, seen);
    node = { path: quoted(path, path), attributes: 0, reparseTag: 0, group: '', links: 1, streams: [] };
  }
  if (node) yield* entriesOf(node, seen);
}

/** A line of the table, tab-separated, in Latin-1. */
export function tableLine({ kind, attributes, size, sha1, path }: TableEntry): string {
  const bits = attributes.toString(16).padStart(8, '0');
  return `${[kind, bits, size, sha1, escaped(path)].join('\t')}\n`;
}

function readLine(node: Node, line: string): void {
  const stream = /^\t(?:Unnamed data|Raw encrypted data|Reparse point) stream:$/.test(line);
  const named = /^\tNamed data stream "(.*)$/.exec(line)?.[1];
  if (stream) node.streams.push({ sha1: '-', size: 0 });
  else if (named !== undefined)
    node.streams.push({ name: quoted(named.replace(/:$/, ''), node.path), sha1: '-', size: 0 });
  else readField(node, line);
}

function readField(node: Node, line: string): void {
  const [, name = '', value = ''] = /^([A-Z][A-Za-z -]*?) *= (.*)$/.exec(line) ?? [];
  const stream = node.streams.at(-1);
  if (name === 'Attributes') node.attributes = Number(value);
  else if (name === 'Reparse Tag') node.reparseTag = Number(value);
  else if (name === 'Link Group ID') node.group = value;
  else if (name === 'Link Count') node.links = Number(value);
  else if (stream && name === 'Hash') stream.sha1 = value === `0x${NO_HASH}` ? '-' : value.slice(2);
  else if (stream && name === 'Uncompressed size') stream.size = Number.parseInt(value, 10);
}

function* entriesOf(node: Node, seen: Set<string>): Generator<TableEntry> {
  const { attributes } = node;
  const path = node.path.slice(1);
  refuseUnreadable(node, path);
  const unnamed = node.streams.find(({ name }) => name === undefined) ?? { sha1: '-', size: 0 };
  const isFurther = node.links > 1 && seen.has(node.group);
  if (node.links > 1) seen.add(node.group);
  const kind = kindOf(attributes, isFurther);
  if (kind === 'd') {
    if (path !== '') yield { kind, attributes, size: 0, sha1: '-', path };
  } else yield { kind, attributes, size: unnamed.size, sha1: unnamed.sha1, path };
  if (isFurther) return; // its named streams stand with the first name
  for (const { name, sha1, size } of node.streams) {
    if (name !== undefined) yield { kind: 's', attributes, size, sha1, path: `${path}:${name}` };
  }
}

function refuseUnreadable({ attributes, reparseTag, streams }: Node, path: string): void {
  if ((attributes & ENCRYPTED) !== 0) throw encrypted(path);
  if ((attributes & REPARSE_POINT) === 0) return;
  if (reparseTag === COMPRESSED_BY_WINDOWS) throw compressed(path);
  if (streams.some(({ name }) => name !== undefined)) throw notComparable(path, STREAM_OF_REPARSE_POINT);
}

function kindOf(attributes: number, isFurther: boolean): TableEntry['kind'] {
  if ((attributes & REPARSE_POINT) !== 0) return 'r';
  if ((attributes & DIRECTORY) !== 0) return 'd';
  return isFurther ? 'h' : 'f';
}

/** The text before the closing quotation mark. */
function quoted(text: string, path: string): string {
  if (!text.endsWith('"')) throw notComparable(path, LINE_BREAK);
  return text.slice(0, -1);
}

const LINE_BREAK: Bilingual = { fr: 'son nom contient un saut de ligne', en: 'its name has a line break' };

const STREAM_OF_REPARSE_POINT: Bilingual = {
  fr: 'c’est un point d’analyse qui a un flux nommé, et ce flux ne pourrait pas être relu sur le PC',
  en: 'it is a reparse point that has a named stream, and this stream could not be read back on the PC',
};

const NOT_COMPACT: Bilingual = {
  fr: 'Sur le PC de référence, avant sysprep, lancez compact /compactos:never, puis capturez l’image de nouveau.',
  en: 'On the reference PC, before sysprep, run compact /compactos:never, then capture the image again.',
};

function compressed(path: string): PermanentError {
  const why = {
    fr: 'Windows le garde compressé (CompactOS) et il ne pourrait pas être relu sur le PC',
    en: 'Windows keeps it compressed (CompactOS), and it could not be read back on the PC',
  };
  return notComparable(path, why, NOT_COMPACT);
}

function encrypted(path: string): PermanentError {
  return notComparable(path, {
    fr: 'il est chiffré par EFS et aucun autre PC ne pourra le lire',
    en: 'it is encrypted by EFS, and no other PC will be able to read it',
  });
}

const REMOVE: Bilingual = {
  fr: 'Retirez ce fichier du PC de référence et capturez l’image de nouveau.',
  en: 'Remove this file from the reference PC and capture the image again.',
};

function notComparable(latin1: string, why: Bilingual, remedy = REMOVE): PermanentError {
  const path = Buffer.from(latin1, 'latin1').toString('utf8');
  return new PermanentError(
    {
      fr: `fichier refusé dans l’image : ${path} ; ${why.fr}`,
      en: `file refused in the image: ${path}; ${why.en}`,
    },
    { remedy },
  );
}
