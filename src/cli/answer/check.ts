import type { AnswerKind } from '../../answer/index.js';
import type { WindowsTarget } from '../../profile/index.js';
import { checkFiles } from '../document-check.js';
import type { Session } from '../session.js';

/** `etabli answer check`: 0 without errors, 1 with some, 2 when a file could not be read. Needs no server. */
export async function check(
  session: Session,
  files: string[],
  options: { target?: WindowsTarget; kind?: AnswerKind },
): Promise<number> {
  const { checkAnswer } = await import('../../answer/index.js');
  return checkFiles(session, files, (bytes, fileName) => checkAnswer(bytes, { ...options, fileName }));
}
