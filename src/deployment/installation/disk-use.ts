import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of millions of files must not hold the page: what was counted until then is said to be part of it. */
const MOST_FILES = 200_000;

export interface FolderUse {
  bytes: number;
  files: number;
  /** False when there were more files than are counted. */
  isWhole: boolean;
}

/** What a folder and all below it take; nothing for one that does not exist. Links are not followed. */
export async function folderUse(folder: string, most = MOST_FILES): Promise<FolderUse> {
  const use: FolderUse = { bytes: 0, files: 0, isWhole: true };
  const rest = [folder];
  while (rest.length > 0) {
    const here = rest.pop()!;
    const entries = await readdir(here, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory()) rest.push(join(here, entry.name));
      if (!entry.isFile()) continue;
      if (use.files >= most) return { ...use, isWhole: false };
      use.files += 1;
      use.bytes += await bytesOf(join(here, entry.name));
    }
  }
  return use;
}

/** What it takes on the disk, which is less than its length for a file with holes. */
async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : Math.min(found.size, found.blocks * 512);
}

export async function diskSpace(folder: string): Promise<{ totalBytes: number; freeBytes: number }> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return { totalBytes: bsize * blocks, freeBytes: bsize * bavail };
}
