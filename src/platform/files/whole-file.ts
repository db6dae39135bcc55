import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Modes {
  /** Of the file, 0644 by default. */
  mode?: number;
  /** Of the folders that are missing and are made. */
  folderMode?: number;
}

interface Placing {
  /** Whether a file that is there already is replaced, as it is by default; otherwise rejects with EEXIST. */
  replace?: boolean;
}

/** Writes a file whole or not at all: nobody can read a part of it, and it is on the disk when this resolves. */
export async function writeWholeFile(
  path: string,
  content: string | Buffer,
  { replace, ...modes }: Modes & Placing = {},
): Promise<void> {
  const draft = await writeDraft(path, content, modes);
  await placeDraft(draft, path, { replace }).finally(() => rm(draft, { force: true }));
  await syncPath(dirname(path));
}

/** A new name in the folder of `path`: the file is written there before it takes its place. */
export function draftOf(path: string): string {
  return join(dirname(path), `.etabli-${randomBytes(6).toString('hex')}`);
}

/** Writes the content to the disk, under a name beside `path`, and gives that name. */
export async function writeDraft(
  path: string,
  content: string | Buffer,
  { mode = 0o644, folderMode }: Modes = {},
): Promise<string> {
  const draft = draftOf(path);
  await mkdir(dirname(path), { recursive: true, mode: folderMode });
  try {
    await writeFile(draft, content, { mode, flag: 'wx', flush: true });
    return draft;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Gives a draft its place in one step. */
export async function placeDraft(
  draft: string,
  path: string,
  { replace = true }: Placing = {},
): Promise<void> {
  if (replace) return rename(draft, path);
  // link(2) never replaces a file, not even one that another process has just made.
  await link(draft, path);
  await rm(draft);
}

/** Makes the symbolic link `path` point at `target`, in one step when it pointed elsewhere. */
export async function pointLink(path: string, target: string): Promise<void> {
  const draft = draftOf(path);
  await symlink(target, draft);
  await rename(draft, path);
}

/** A file's bytes, or the names in a folder, are on the disk. fsync(2). */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
