import type { AnswerKind } from '../../../documents/answer/index.js';
import type { WindowsTarget } from '../../../documents/profile/index.js';
import { checkFiles } from '../document-check.js';
import type { Session } from '../session.js';
import { withThreads } from '../with-threads.js';

/** `etabli answer check`: 0 without errors, 1 with some, 2 when a file could not be read. Needs no server. */
export async function check(
  session: Session,
  files: string[],
  options: { target?: WindowsTarget; kind?: AnswerKind },
): Promise<number> {
  const { checkAnswerFile } = await import('../../../documents/answer/index.js');
  return withThreads((threads) =>
    checkFiles(session, files, (bytes, fileName) =>
      checkAnswerFile(threads, bytes, { ...options, fileName }),
    ),
  );
}
