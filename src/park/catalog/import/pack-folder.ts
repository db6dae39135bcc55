import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../platform/core/index.js';

/** All files of a folder, by their relative paths in lower case: Windows does not distinguish case. */
export type FolderFiles = Map<string, string>;

const MOST_FILES = 200_000;
const MOST_DEPTH = 40;

/**
 * Lists the files below a folder with `/`; links and devices are left out. Of two names that differ by case only, the
 * first in the order of their bytes counts. Throws InputError for a folder that is too large.
 */
export async function listFiles(root: string): Promise<FolderFiles> {
  const files: FolderFiles = new Map();
  const folders = [{ path: '', depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(join(root, folder.path), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (entry.isDirectory() && folder.depth < MOST_DEPTH) folders.push({ path, depth: folder.depth + 1 });
      else if (entry.isFile() && !files.has(path.toLowerCase())) files.set(path.toLowerCase(), path);
    }
    if (files.size > MOST_FILES) throw tooLarge(root);
  }
  return files;
}

/** The paths of the files of one kind, in order. */
export function pathsOf(files: FolderFiles, kind: RegExp): string[] {
  return [...files.values()].filter((path) => kind.test(path)).sort();
}

function tooLarge(root: string): InputError {
  return new InputError({ fr: 'ce dossier est trop grand', en: 'this folder is too large' }, [
    {
      field: root,
      found: `> ${MOST_FILES}`,
      expected: { fr: `${MOST_FILES} fichiers au plus`, en: `at most ${MOST_FILES} files` },
    },
  ]);
}
