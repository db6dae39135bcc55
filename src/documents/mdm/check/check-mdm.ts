import { type DocumentFinding, InputError, type Severity } from '../../../platform/core/index.js';
import { XmlError } from '../../../platform/xml/index.js';
import type { MdmPlatform } from '../platform.js';
import type { AppleTarget } from './apple/apple-file.js';
import { CHECKERS } from './checkers.js';
import type { MdmKind } from './mdm-kind.js';
import { recogniseKind } from './recognise-kind.js';

/** What the size of a file may be, in bytes. */
const MOST_BYTES = 10_000_000;

/** What is said to be known of a file. */
export interface MdmCheckOptions {
  /** What the device is; without it nothing is said of what its system does not have. */
  platform?: MdmPlatform;
  /** Version of its system: `15.2`. */
  system?: string;
  /** Name of the file, without its folder. */
  fileName?: string;
  /** When what has a date is judged; now by default. */
  now?: Date;
}

export interface CheckedMdm {
  /** What the file was taken for. */
  kind: MdmKind;
  /** In the order of the lines. */
  findings: DocumentFinding[];
  counts: Record<Severity, number>;
}

/**
 * What there is to say about any file of device management. Throws InputError when it cannot be read at all:
 * larger than 10 MB, a binary property list, in an encoding that its bytes belie, or of no kind that is known.
 */
export function checkMdm(bytes: Uint8Array, options: MdmCheckOptions = {}): CheckedMdm {
  if (bytes.length > MOST_BYTES) throw tooLarge(bytes.length);
  if (isBinaryPlist(bytes)) throw binary();
  const kind = recogniseKind(bytes, options.fileName);
  if (kind === undefined) throw noKind();
  const findings = check(kind, bytes, options);
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return { kind, findings, counts };
}

const APPLE_NAMES: Partial<Record<MdmPlatform, AppleTarget['name']>> = { ios: 'iOS', macos: 'macOS' };

function check(
  kind: MdmKind,
  bytes: Uint8Array,
  { platform, system, now = new Date() }: MdmCheckOptions,
): DocumentFinding[] {
  const name = platform && APPLE_NAMES[platform];
  try {
    return CHECKERS[kind](bytes, { target: name && { name, version: system }, now });
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

function isBinaryPlist(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'bplist';
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

function binary(): InputError {
  return new InputError(
    {
      fr: 'c’est une liste de propriétés binaire, dont rien n’a de ligne',
      en: 'this is a binary property list, nothing of which has a line',
    },
    [
      {
        field: '(document)',
        found: 'bplist',
        expected: { fr: 'une liste de propriétés XML', en: 'an XML property list' },
      },
    ],
    {
      remedy: {
        fr: 'Convertissez-la : plutil -convert xml1 fichier.mobileconfig',
        en: 'Convert it: plutil -convert xml1 file.mobileconfig',
      },
    },
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
          fr: 'un profil de configuration d’Apple, un JSON d’Android ou d’Autopilot, un SyncML ou un customizations.xml',
          en: 'a configuration profile of Apple, a JSON of Android or Autopilot, a SyncML or a customizations.xml',
        },
      },
    ],
  );
}
