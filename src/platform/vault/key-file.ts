import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperatorError } from '../core/index.js';
import { syncPath, writeWholeFile } from '../files/index.js';
import { KEY_BYTES } from './seal.js';

/** Forbidden mode bits: the group may read (a mounted secret), nothing more. */
const FORBIDDEN_MODE = 0o027;

/**
 * The sealing key, or undefined when there is no file. Throws OperatorError when the file is readable by
 * others, or is not 32 bytes in base64.
 */
export async function readKeyFile(path: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & FORBIDDEN_MODE) !== 0) throw tooOpen(path, mode);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof OperatorError) throw error;
    throw unreadable(path, error);
  }
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  const exact = key.toString('base64').replace(/=+$/, '') === trimmed.replace(/=+$/, '');
  if (!exact || key.length !== KEY_BYTES) throw malformed(path, exact ? key.length : undefined);
  return key;
}

/**
 * Creates the key file (mode 0600, its folder 0700) and returns its key; when another process was faster, that
 * one's. The file is written atomically.
 */
export async function makeKeyFile(path: string): Promise<Buffer> {
  const content = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  await writeWholeFile(path, content, { mode: 0o600, folderMode: 0o700, replace: false }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return syncPath(dirname(path)); // before anything is sealed with the key of the faster process
    },
  );
  const key = await readKeyFile(path);
  if (!key) throw missingKeyFile(path);
  return key;
}

/** There are sealed secrets, and the key that sealed them is not where the setting says. */
export function missingKeyFile(path: string): OperatorError {
  return new OperatorError(
    {
      fr: `le fichier de clé ${path} manque, et la base contient des secrets qu’il a scellés`,
      en: `the key file ${path} is missing, and the database holds secrets that it sealed`,
    },
    {
      remedy: {
        fr: `remettez le fichier de clé depuis sa sauvegarde ou depuis un autre serveur (réglage ETABLI_KEY_FILE) ; sans lui, ces secrets sont perdus`,
        en: `put the key file back from its backup or from another server (setting ETABLI_KEY_FILE); without it, these secrets are lost`,
      },
      data: { path },
    },
  );
}

/** The key is valid, but not the one that sealed this database. */
export function otherKeyFile(path: string): OperatorError {
  return new OperatorError(
    {
      fr: `la clé de ${path} n’est pas celle qui a scellé les secrets de cette base`,
      en: `the key in ${path} is not the one that sealed the secrets of this database`,
    },
    {
      remedy: {
        fr: `tous les serveurs d’une même base partagent un même fichier de clé : copiez-y celui du premier serveur, ou corrigez ETABLI_KEY_FILE ou DATABASE_URL`,
        en: `all servers of one database share one key file: copy the first server's file there, or correct ETABLI_KEY_FILE or DATABASE_URL`,
      },
      data: { path },
    },
  );
}

function malformed(path: string, bytes: number | undefined): OperatorError {
  const found = {
    fr: bytes === undefined ? 'n’est pas du base64' : `contient ${bytes} octets`,
    en: bytes === undefined ? 'is not base64' : `holds ${bytes} bytes`,
  };
  return new OperatorError(
    {
      fr: `le fichier de clé ${path} ${found.fr} ; il doit contenir ${KEY_BYTES} octets en base64`,
      en: `the key file ${path} ${found.en}; it must hold ${KEY_BYTES} bytes in base64`,
    },
    {
      remedy: {
        fr: `remettez le fichier de clé depuis sa sauvegarde`,
        en: `put the key file back from its backup`,
      },
      data: { path, bytes },
    },
  );
}

function tooOpen(path: string, mode: number): OperatorError {
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  return new OperatorError(
    {
      fr: `le fichier de clé ${path} est accessible à d’autres que son propriétaire (mode ${octal})`,
      en: `the key file ${path} is accessible to others than its owner (mode ${octal})`,
    },
    {
      remedy: { fr: `faites : chmod 600 ${path}`, en: `run: chmod 600 ${path}` },
      data: { path, mode: octal },
    },
  );
}

function unreadable(path: string, cause: unknown): OperatorError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new OperatorError(
    {
      fr: `le fichier de clé ${path} est illisible (${reason})`,
      en: `the key file ${path} cannot be read (${reason})`,
    },
    {
      remedy: {
        fr: `donnez à l’utilisateur d'Établi le droit de lire ce fichier`,
        en: `let Établi's user read this file`,
      },
      cause,
      data: { path },
    },
  );
}
