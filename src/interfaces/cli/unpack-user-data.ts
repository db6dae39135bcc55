import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InputError, PermanentError } from '../../platform/core/index.js';

/** `run/etabli/user-data/<partition>`, where the volumes stood that were saved: of no use to a person. */
const BELOW_MOUNT = 4;

/** Makes the folder, or takes an empty one. Throws InputError for one with files: none of them is replaced. */
export async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    throw notEmpty(folder, cause);
  });
  if ((await readdir(folder)).length > 0) throw notEmpty(folder);
}

/** Unpacks the tar of a backup as the person who runs this. @returns the number of files that were written */
export async function unpackUserData(tar: Readable, folder: string): Promise<number> {
  const args = ['--no-same-owner', '--no-same-permissions', `--strip-components=${BELOW_MOUNT}`];
  const child = spawn('tar', ['-xvf', '-', ...args, '-C', folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1_000)));
  child.stdin.on('error', () => undefined); // EPIPE: it has ended, and its status says how
  const broken = new Promise<string>((resolve) => {
    tar.once('error', (error) => resolve(error.message)).once('aborted', () => resolve('aborted'));
    tar.once('end', () => resolve(''));
  });
  tar.pipe(child.stdin);
  let files = 0;
  for await (const line of createInterface({ input: child.stdout })) if (!line.endsWith('/')) files += 1;
  const [status] = await ended;
  const cut = await broken;
  if (status !== 0 || cut !== '') throw notWhole(cut || said.trim());
  return files;
}

function notEmpty(folder: string, cause?: unknown): InputError {
  const expected = {
    fr: 'un dossier vide, ou qui n’existe pas',
    en: 'a folder that is empty or does not exist',
  };
  return new InputError(
    { fr: `rien n’a été sorti dans ${folder}`, en: `nothing was taken out into ${folder}` },
    [{ field: '--to', found: folder, expected }],
    { cause },
  );
}

function notWhole(why: string): PermanentError {
  return new PermanentError({
    fr: `les fichiers n’ont pas tous été sortis : ${why}`,
    en: `not all files were taken out: ${why}`,
  });
}
