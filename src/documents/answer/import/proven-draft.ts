import { parseProfile } from '../../profile/index.js';
import { readXml } from '../../../platform/xml/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import type { WindowsAnswerKind } from '../answer-kind.js';
import { WindowsFile } from '../check/windows/windows-file.js';
import { renderAnswer } from '../render-answer.js';
import type { ProfileDraft } from './draft.js';
import type { SecretNames } from './imported-secrets.js';
import type { ImportedComponent } from './imported-element.js';
import type { NotCarried } from './imported-tree.js';
import { rawOf } from './raw-of.js';
import { type Recognised, recognised } from './recognise.js';
import { type AnswerDifference, differencesWithin, type ElementDifference } from './semantic-difference.js';

interface Proof {
  kind: WindowsAnswerKind;
  draft: ProfileDraft;
  file: WindowsFile;
  components: ImportedComponent[];
  secrets: SecretNames;
}

/**
 * The draft with the settings of the file, and the differences from the file: the draft is
 * rendered and compared with the file. Options that cause a difference are replaced by raw settings.
 */
export function provenDraft(proof: Proof): Proven {
  const byHand = proven(proof, { windows: proof.draft.windows, rest: proof.components, cutShort: false });
  const found = recognised(proof);
  const withOptions = proven(proof, found);
  return withOptions.differences.length > byHand.differences.length ? byHand : withOptions;
}

interface Proven {
  draft: ProfileDraft;
  differences: ElementDifference[];
  /** Whether the search for options stopped at its limit. */
  cutShort: boolean;
}

function proven(
  { draft: empty, kind, secrets, file }: Proof,
  { windows, rest, cutShort }: Recognised,
): Proven {
  const draft = { ...empty, windows: { ...windows, ...rawOf(rest, secrets) } };
  const { files } = renderAnswer({ kind, profile: parseProfile(draft), machine: {}, reveal: secrets.values });
  // Rendered with indentation, the file may exceed the size limit for uploads.
  const rendered = readXml(Buffer.from(files[0]!.text), { bytes: Infinity }).root;
  return { draft, differences: differencesWithin(file, new WindowsFile(rendered)), cutShort };
}

/** A difference, as an entry of the list. */
export function differenceNotCarried({ kind, path, line }: AnswerDifference): NotCarried {
  return { line: kind === 'added' ? 0 : line, path, reason: REASONS[kind] };
}

const REASONS: Record<AnswerDifference['kind'], Bilingual> = {
  missing: { fr: 'un profil ne peut pas l’exprimer', en: 'a profile cannot express it' },
  added: { fr: 'ajouté par le profil : absent du fichier', en: 'added by the profile: not in the file' },
  changed: { fr: 'le profil donne une autre valeur', en: 'the profile gives another value' },
};
