import { InputError, MOST_FINDINGS } from '../../../platform/core/index.js';
import { WINDOWS_ARCHITECTURES, type WindowsArchitecture, type WindowsTarget } from '../../profile/index.js';
import { decodeXml, readXml, type XmlElement, XmlError } from '../../../platform/xml/index.js';
import type { WindowsAnswerKind } from '../answer-kind.js';
import { UNATTEND_NAMESPACE, WindowsFile } from '../check/windows/windows-file.js';
import { type ProfileDraft, draftOf } from './draft.js';
import { type NotCarried, TreeImport } from './imported-tree.js';
import { type ImportedSecret, secretFolder, SecretNames } from './imported-secrets.js';
import { outsideMarkup } from './outside-markup.js';
import { differenceNotCarried, provenDraft } from './proven-draft.js';

/** A profile draft made from an answer file, and the list of what the draft does not contain. */
export interface ImportedAnswer {
  kind: WindowsAnswerKind;
  /** The input for parseProfile. */
  draft: ProfileDraft;
  /** In the order of the lines. */
  notCarried: NotCarried[];
  /** The secrets to store in the vault, without their values. */
  secrets: ImportedSecret[];
}

export interface ImportOptions {
  fileName?: string;
  /** Release of Windows; by default guessed from the file. */
  target?: WindowsTarget;
}

/**
 * Reads unattend.xml or autounattend.xml. `values` holds the secrets of the file by their new references: they
 * are for the vault, and never printed. Throws InputError when the bytes are no Windows answer file.
 */
export function importAnswer(
  bytes: Uint8Array,
  options: ImportOptions = {},
): { result: ImportedAnswer; values: ReadonlyMap<string, string> } {
  const root = rootOf(bytes);
  const file = new WindowsFile(root, options.target);
  const architecture = architectureOf(file);
  const tree = new TreeImport(file, architecture);
  const components = tree.read();
  const kind = file.settings.some(({ pass }) => pass === 'windowsPE') ? 'autounattend' : 'unattend';
  const draft = draftOf({ root, architecture, fileName: options.fileName, target: options.target });
  const secrets = new SecretNames(file, () => secretFolder(draft.name, bytes));
  const proven = provenDraft({ kind, draft, file, components, secrets });
  const unnamed = proven.differences.filter(({ kind, element }) => kind === 'added' || !tree.names(element));
  const listed = [...tree.notCarried, ...commentsOf(bytes), ...unnamed.map(differenceNotCarried)];
  return {
    result: {
      kind,
      draft: proven.draft,
      notCarried: [...(proven.cutShort ? [CUT_SHORT] : []), ...firstOf(listed)],
      secrets: secrets.named,
    },
    values: secrets.values,
  };
}

const CUT_SHORT: NotCarried = {
  line: 0,
  path: '(document)',
  reason: {
    fr: 'le fichier a trop de réglages pour chercher l’option du profil de chacun : les derniers sont repris tels quels, dans windows.raw',
    en: 'the file has too many settings to find the profile option for each: the last ones are copied unchanged to windows.raw',
  },
};

/** The first MOST_FINDINGS in line order, then the number of the others. */
function firstOf(listed: NotCarried[]): NotCarried[] {
  listed.sort((one, other) => one.line - other.line);
  const others = listed.length - MOST_FINDINGS;
  if (others <= 0) return listed;
  const first = listed.slice(0, MOST_FINDINGS);
  const reason = {
    fr: `au plus ${MOST_FINDINGS} points : ${others} autres ne sont pas donnés`,
    en: `at most ${MOST_FINDINGS} items: ${others} others are not given`,
  };
  return [...first, { line: first.at(-1)?.line ?? 0, path: '(document)', reason }];
}

function rootOf(bytes: Uint8Array): XmlElement {
  const root = read(bytes);
  if (root.name === 'unattend' && root.namespace === UNATTEND_NAMESPACE) return root;
  const found = `<${root.name}>${root.namespace === '' ? '' : ` ${root.namespace}`}`;
  const expected = {
    fr: `l’élément unattend de ${UNATTEND_NAMESPACE}`,
    en: `the element unattend of ${UNATTEND_NAMESPACE}`,
  };
  throw new InputError(
    {
      fr: `ce n’est pas un fichier de réponses Windows : ${found} à la ligne ${root.line}`,
      en: `this is not a Windows answer file: ${found} on line ${root.line}`,
    },
    [{ field: '(document)', found, expected }],
  );
}

function read(bytes: Uint8Array): XmlElement {
  try {
    return readXml(bytes).root;
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

/** The most frequent architecture of the components; amd64 when none is valid. */
function architectureOf(file: WindowsFile): WindowsArchitecture {
  const count = (name: string) => file.components.filter(({ architecture }) => architecture === name).length;
  const [most = 'amd64'] = [...WINDOWS_ARCHITECTURES].sort((one, other) => count(other) - count(one));
  return most;
}

function commentsOf(bytes: Uint8Array): NotCarried[] {
  return outsideMarkup(decodeXml(bytes).text).map(({ kind, line }) =>
    kind === 'comment'
      ? {
          line,
          path: '(comment)',
          reason: { fr: 'commentaire : sans effet pour Windows', en: 'a comment: without effect on Windows' },
        }
      : {
          line,
          path: '(instruction)',
          reason: {
            fr: 'instruction de traitement : sans effet pour Windows',
            en: 'a processing instruction: without effect on Windows',
          },
        },
  );
}
