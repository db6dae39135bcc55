import type { MdmPlatform } from '../../../documents/mdm/index.js';
import { checkFiles } from '../document-check.js';
import type { Session } from '../session.js';
import { withThreads } from '../with-threads.js';

/** `etabli mdm check`: 0 without errors, 1 with some, 2 when a file could not be read. Needs no server. */
export async function check(
  session: Session,
  files: string[],
  options: { platform?: MdmPlatform; system?: string },
): Promise<number> {
  const { checkMdmFile } = await import('../../../documents/mdm/index.js');
  return withThreads((threads) =>
    checkFiles(session, files, (bytes, fileName) => checkMdmFile(threads, bytes, { ...options, fileName })),
  );
}
