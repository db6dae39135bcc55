import { type Bilingual, InputError } from '../../../platform/core/index.js';
import type { ArchiveEntry } from './archive-listing.js';

export interface ArchiveLimits {
  entries: number;
  /** Of all the files together, unpacked. */
  bytes: number;
}

/** The largest packs of makers have about 4 GB and 20,000 files. */
export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 100_000, bytes: 32 * 1024 ** 3 };

/** Throws InputError for an archive that is not unpacked: too large, or with an entry that leaves its folder. */
export function mustBeHarmless(
  name: string,
  entries: readonly ArchiveEntry[],
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): void {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (entries.length > limits.entries) throw refused(name, `${entries.length}`, MOST_ENTRIES(limits.entries));
  if (bytes > limits.bytes) throw refused(name, `${bytes}`, MOST_BYTES(limits.bytes));
  const link = entries.find(({ isLink }) => isLink);
  if (link !== undefined) throw refused(name, link.path, NO_LINK);
  const outside = entries.find(({ path }) => leaves(path));
  if (outside !== undefined) throw refused(name, outside.path, NO_OUTSIDE);
}

function leaves(path: string): boolean {
  return /^([\\/]|[a-z]:)/i.test(path) || path.split(/[\\/]/).includes('..') || /[\u0000-\u001f]/.test(path);
}

const MOST_ENTRIES = (most: number): Bilingual => ({
  fr: `${most} fichiers au plus`,
  en: `at most ${most} files`,
});
const MOST_BYTES = (most: number): Bilingual => ({
  fr: `${most} octets au plus une fois décompressés`,
  en: `at most ${most} bytes when unpacked`,
});
const NO_LINK: Bilingual = { fr: 'pas de lien dans l’archive', en: 'no link in the archive' };
const NO_OUTSIDE: Bilingual = {
  fr: 'des chemins relatifs, sans « .. »',
  en: 'relative paths without “..”',
};

function refused(name: string, found: string, expected: Bilingual): InputError {
  return new InputError(
    {
      fr: `l’archive ${name} est refusée ; rien n’a été importé`,
      en: `the archive ${name} is refused; nothing was imported`,
    },
    [{ field: name, found: found.slice(0, 200), expected }],
    {
      remedy: {
        fr: 'Décompressez-la vous-même dans un dossier vide, vérifiez-la, puis importez ce dossier.',
        en: 'Unpack it yourself into an empty folder, check it, then import that folder.',
      },
    },
  );
}
