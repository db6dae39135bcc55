import { readFile } from 'node:fs/promises';
import { writeWholeFile } from '../files/index.js';
import { readKeyFile } from '../vault/index.js';
import { keyMark } from './archive-format.js';
import { noKey, otherKey } from './backup-errors.js';

/**
 * Checks that the key of an archive is available. Throws OperatorError when it is missing or another one.
 * @param from a copy of the key file, if any
 * @returns the content of the key file to create, when there is none
 */
export async function mustHaveKey(
  keyFile: string,
  from: string | undefined,
  mark: string | null,
): Promise<Buffer | undefined> {
  const present = await readKeyFile(keyFile);
  const given = from === undefined ? undefined : await readKeyFile(from);
  if (from !== undefined && !given) throw noKey(from);
  if (mark === null) return undefined;
  if (given && keyMark(given) !== mark) throw otherKey(from!);
  if (present && keyMark(present) !== mark) throw otherKey(keyFile);
  if (present) return undefined;
  if (from === undefined) throw noKey(keyFile);
  return readFile(from);
}

/** Creates the key file, readable by its owner only; an existing file is never replaced. */
export async function installKey(keyFile: string, content: Buffer): Promise<void> {
  await writeWholeFile(keyFile, content, { mode: 0o600, folderMode: 0o700, replace: false });
}
