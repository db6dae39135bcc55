import { readFile } from 'node:fs/promises';
import { writeWholeFile } from '../files/index.js';
import { readKeyFile } from '../vault/index.js';
import { keyMark } from './archive-format.js';
import { noKey, otherKey } from './backup-errors.js';

/**
 * Makes sure that the key of an archive is at hand. Throws OperatorError when it is missing or another one.
 * @param from the copy that was given, if any
 * @returns the content for the place of the key file, when there is none yet
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

/** Puts the key file in its place, readable by its owner alone; what stands there already is never replaced. */
export async function installKey(keyFile: string, content: Buffer): Promise<void> {
  await writeWholeFile(keyFile, content, { mode: 0o600, folderMode: 0o700, replace: false });
}
