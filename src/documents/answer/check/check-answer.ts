import { type DocumentFinding, InputError, type Severity } from '../../../platform/core/index.js';
import type { WindowsTarget } from '../../profile/index.js';
import type { AnswerKind } from '../answer-kind.js';
import { XmlError } from '../../../platform/xml/index.js';
import { CHECKERS } from './checkers.js';
import { recogniseKind } from './recognise-kind.js';

/** What the size of an answer file may be, in bytes. */
const MOST_BYTES = 10_000_000;

/** What is said to be known of a file. */
export interface CheckOptions {
  /** Told from the content, then from the name, by default. */
  kind?: AnswerKind;
  /** Release of Windows that the file is for; without it nothing is said of what a release changed. */
  target?: WindowsTarget;
  /** Name of the file, without its folder. */
  fileName?: string;
}

export interface CheckedAnswer {
  /** What the file was taken for. */
  kind: AnswerKind;
  /** In the order of the lines. */
  findings: DocumentFinding[];
  counts: Record<Severity, number>;
}

/**
 * What there is to say about any answer file. Throws InputError when it cannot be read at all: larger than
 * 10 MB, in an encoding that its bytes belie, or of no kind that is known.
 */
export function checkAnswer(bytes: Uint8Array, options: CheckOptions = {}): CheckedAnswer {
  if (bytes.length > MOST_BYTES) throw tooLarge(bytes.length);
  const kind = options.kind ?? recogniseKind(bytes, options.fileName);
  if (kind === undefined) throw noKind();
  const findings = check(kind, bytes, options.target);
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return { kind, findings, counts };
}

function check(kind: AnswerKind, bytes: Uint8Array, target?: WindowsTarget): DocumentFinding[] {
  try {
    return CHECKERS[kind](bytes, target);
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
  return new InputError(
    {
      fr: `le fichier fait ${bytes} octets, plus que les ${MOST_BYTES} acceptés`,
      en: `the file has ${bytes} bytes, more than the ${MOST_BYTES} accepted`,
    },
    [
      {
        field: '(document)',
        found: bytes,
        expected: { fr: `au plus ${MOST_BYTES} octets`, en: `at most ${MOST_BYTES} bytes` },
      },
    ],
  );
}

function noKind(): InputError {
  return new InputError(
    {
      fr: 'ni le contenu ni le nom de ce fichier ne disent de quelle sorte il est',
      en: 'neither the content nor the name of this file tells of what kind it is',
    },
    [
      {
        field: '(document)',
        found: '?',
        expected: {
          fr: 'un fichier de réponses Windows (XML), preseed, autoinstall, cloud-init ou kickstart',
          en: 'an answer file of Windows (XML), a preseed, autoinstall, cloud-init or kickstart file',
        },
      },
    ],
    { remedy: { fr: 'Dites-le par --kind (kind).', en: 'Say so with --kind (kind).' } },
  );
}
