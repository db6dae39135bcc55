import type { WindowsAnswerKind } from '../answer-kind.js';
import type { ProfileDraft } from './draft.js';
import type { ImportedComponent } from './imported-tree.js';

/** The settings that options say, and the rest. */
export interface Recognised {
  options: Record<string, unknown>;
  rest: ImportedComponent[];
}

export function recognised(
  _draft: ProfileDraft,
  _kind: WindowsAnswerKind,
  components: ImportedComponent[],
): Recognised {
  return { options: {}, rest: components };
}
