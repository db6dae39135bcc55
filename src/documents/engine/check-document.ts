import {
  type Bilingual,
  type DocumentFinding,
  InputError,
  type Severity,
} from '../../platform/core/index.js';
import { readXml, XmlError, type XmlElement, type XmlLimits } from '../../platform/xml/index.js';
import { inLineOrder } from './report.js';

/** The largest file that is checked, in bytes. */
const MOST_BYTES = 10_000_000;

/**
 * Checks one kind of file. Throws XmlError `too-large` or `encoding`, or InputError, when the bytes cannot even be
 * read as text, and nothing else.
 */
export type Checker<Options> = (bytes: Uint8Array, options: Options) => DocumentFinding[];

/** The kinds of file of one family, with their checkers: this is where a kind is registered. */
export interface CheckedKinds<Kind extends string, Options> {
  checkers: Record<Kind, Checker<Options>>;
  /** The kind of a file, by its content, else by its name; undefined for a file of no kind of this family. */
  recognise: (bytes: Uint8Array, fileName?: string) => Kind | undefined;
  /** The kinds in words, for the message about a file of none of them. */
  expected: Bilingual;
  /** What to do then. */
  remedy?: Bilingual;
}

export interface CheckedDocument<Kind extends string = string> {
  kind: Kind;
  /** In the order of the lines. */
  findings: DocumentFinding[];
  counts: Record<Severity, number>;
}

/**
 * Checks a file of one family. Throws InputError when it cannot be read at all: larger than 10 MB, with bytes that
 * its encoding does not have, or of no kind of the family.
 */
export function checkDocument<Kind extends string, Options extends { kind?: Kind; fileName?: string }>(
  kinds: CheckedKinds<Kind, Options>,
  bytes: Uint8Array,
  options: Options,
): CheckedDocument<Kind> {
  if (bytes.length > MOST_BYTES) throw tooLarge(bytes.length);
  const kind = options.kind ?? kinds.recognise(bytes, options.fileName);
  if (kind === undefined) throw noKind(kinds.expected, kinds.remedy);
  const findings = inLineOrder(readable(() => kinds.checkers[kind](bytes, options)));
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return { kind, findings, counts };
}

function readable(check: () => DocumentFinding[]): DocumentFinding[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { line, column } = error.position;
    throw new InputError(
      {
        fr: `ligne ${line}, colonne ${column} : ${error.text.fr}`,
        en: `line ${line}, column ${column}: ${error.text.en}`,
      },
      [],
      { cause: error, remedy: error.remedy },
    );
  }
}

function tooLarge(bytes: number): InputError {
  const expected = { fr: `au plus ${MOST_BYTES} octets`, en: `at most ${MOST_BYTES} bytes` };
  return new InputError(
    {
      fr: `le fichier fait ${bytes} octets, plus que les ${MOST_BYTES} acceptés`,
      en: `the file has ${bytes} bytes, more than the ${MOST_BYTES} accepted`,
    },
    [{ field: '(document)', found: bytes, expected }],
  );
}

function noKind(expected: Bilingual, remedy?: Bilingual): InputError {
  return new InputError(
    {
      fr: 'ni le contenu ni le nom de ce fichier ne disent de quelle sorte il est',
      en: 'neither the content nor the name of this file tells of what kind it is',
    },
    [{ field: '(document)', found: '?', expected }],
    { remedy },
  );
}

/** Enough of a file to recognise its kind. */
const HEAD_BYTES = 65_536;

/** The beginning of a file as text. Everything that tells a kind is ASCII, so that what is not UTF-16 is read as Latin-1. */
export function headOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  const head = bytes.subarray(0, HEAD_BYTES);
  if ((first === 0xff && second === 0xfe) || (isAscii(first) && second === 0)) {
    return new TextDecoder('utf-16le').decode(head);
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && isAscii(second))) {
    return new TextDecoder('utf-16be').decode(head);
  }
  return Buffer.from(head)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
}

function isAscii(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/**
 * The root of an XML document, or the fault that keeps it from being read: `apple/not-well-formed`, `apple/doctype`…
 * @throws {XmlError} `too-large` or `encoding`: it cannot even be read as text
 */
export function readXmlOrFinding(
  bytes: Uint8Array,
  name: string,
  limits: XmlLimits = {},
): XmlElement | DocumentFinding {
  try {
    return readXml(bytes, limits).root;
  } catch (error) {
    if (!(error instanceof XmlError) || error.fault === 'too-large' || error.fault === 'encoding')
      throw error;
    return {
      rule: `${name}/${error.fault}`,
      severity: 'error',
      ...error.position,
      path: '',
      found: error.fault,
      expected: {
        fr: `un document XML bien formé : ${error.text.fr}`,
        en: `a well-formed XML document: ${error.text.en}`,
      },
      remedy: error.remedy,
    };
  }
}
