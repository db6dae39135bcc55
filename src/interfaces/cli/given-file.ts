import { createReadStream, type ReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { InputError, type Bilingual } from '../../platform/core/index.js';

const CHECK_PATH: Bilingual = {
  fr: 'Vérifiez le chemin et les droits du fichier.',
  en: 'Check the path and the permissions of the file.',
};

/** Reads a file that is named on the command line. Throws InputError when it cannot be read. */
export function readGiven(file: string, remedy?: Bilingual): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => Promise.reject(unreadable(file, cause, remedy)));
}

/** The same as a stream. Throws InputError at once when the file cannot be read. */
export async function openGiven(file: string): Promise<{ source: ReadStream; bytes: number }> {
  const bytes = await givenBytes(file);
  return { source: createReadStream(file, { highWaterMark: 1 << 20 }), bytes };
}

/** The size of a file that is named on the command line. Throws InputError unless it is a readable file. */
export async function givenBytes(file: string): Promise<number> {
  try {
    const handle = await open(file, 'r');
    const found = await handle.stat();
    await handle.close();
    if (found.isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' });
    return found.size;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Explanations of the usual error codes; for others only the code is shown. */
const REASONS: Record<string, Bilingual> = {
  ENOENT: { fr: 'ce fichier n’existe pas', en: 'there is no such file' },
  ENOTDIR: { fr: 'ce fichier n’existe pas', en: 'there is no such file' },
  EISDIR: { fr: 'c’est un dossier', en: 'it is a folder' },
  EACCES: { fr: 'vous n’avez pas le droit de le lire', en: 'you have no right to read it' },
  EPERM: { fr: 'vous n’avez pas le droit de le lire', en: 'you have no right to read it' },
};

/** The error for a file that cannot be read: the reason, with the error code in brackets. */
export function unreadable(file: string, cause: unknown, remedy: Bilingual = CHECK_PATH): InputError {
  const { code = 'ENOENT' } = (cause ?? {}) as { code?: string };
  const reason = REASONS[code];
  return new InputError(
    {
      fr: `${file} ne peut pas être lu${reason ? ` : ${reason.fr}` : ''} (${code}).`,
      en: `${file} cannot be read${reason ? `: ${reason.en}` : ''} (${code}).`,
    },
    [],
    { cause, remedy },
  );
}
