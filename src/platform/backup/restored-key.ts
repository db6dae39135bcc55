import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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
  await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, content, { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, keyFile);
  } finally {
    await rm(draft, { force: true });
  }
}
