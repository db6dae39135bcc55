import { randomBytes } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, PermanentError } from '../../platform/core/index.js';

/** What a disk, or a share of one, says when nothing more goes onto it. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

export interface WantedFile {
  path: string;
  content: string | Buffer;
  /** Readable by its owner alone. */
  secret?: boolean;
}

/**
 * Writes files whole or not at all, all of them or none; missing folders are made. Throws InputError when one
 * is there already, unless `force` replaces it.
 */
export async function writeWhole(files: WantedFile[], { force = false } = {}): Promise<void> {
  const prepared: { path: string; beside: string }[] = [];
  const placed: string[] = [];
  try {
    for (const file of files) prepared.push(await prepare(file));
    for (const { path, beside } of prepared) {
      // A link never replaces what is there, even what came in between.
      if (force) await rename(beside, path);
      else await link(beside, path);
      placed.push(path);
    }
  } catch (cause) {
    if (!force) await Promise.all(placed.map((path) => rm(path, { force: true })));
    throw unwritten(prepared.map(({ path }) => path).find((path) => !placed.includes(path)) ?? '', cause);
  } finally {
    await Promise.all(prepared.map(({ beside }) => rm(beside, { force: true })));
  }
}

async function prepare({ path, content, secret }: WantedFile): Promise<{ path: string; beside: string }> {
  const folder = dirname(path);
  const beside = join(folder, `.etabli-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(beside, content, { mode: secret ? 0o600 : 0o644, flag: 'wx' });
  } catch (cause) {
    await rm(beside, { force: true });
    throw unwritten(path, cause);
  }
  return { path, beside };
}

function unwritten(path: string, cause: unknown): Error {
  if (cause instanceof InputError || cause instanceof PermanentError) return cause;
  const { code = '' } = cause as { code?: string };
  if (code === 'EEXIST') {
    return new InputError({ fr: `${path} existe déjà.`, en: `${path} is there already.` }, [], {
      cause,
      remedy: {
        fr: 'Donnez un autre nom, ou --force pour le remplacer.',
        en: 'Give another name, or --force to replace it.',
      },
    });
  }
  const text = {
    fr: `${path} ne peut pas être écrit (${code}).`,
    en: `${path} cannot be written (${code}).`,
  };
  return new InputError(text, [], {
    cause,
    remedy: FULL.has(code)
      ? { fr: 'Le disque est plein : faites de la place.', en: 'The disk is full: make room.' }
      : {
          fr: 'Vérifiez le chemin et les droits du dossier.',
          en: 'Check the path and the permissions of the folder.',
        },
  });
}
