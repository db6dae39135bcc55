import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  const args = [
    '--keep-old-files',
    '--no-same-owner',
    '--no-same-permissions',
    `--strip-components=${BELOW_MOUNT}`,
  ];
  const child = spawn('tar', ['-xvf', '-', ...args, '-C', folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1_000)));
  const cut = pipeline(tar, child.stdin).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
  let files = 0;
  for await (const line of createInterface({ input: child.stdout })) if (!line.endsWith('/')) files += 1;
  const [status] = await ended;
  const why = await cut;
  // tar may end after its end marker, before the end of the stream; not with bytes that it has not read.
  const isWhole = status === 0 && (why === undefined || why.code === 'ERR_STREAM_PREMATURE_CLOSE');
  if (!isWhole) throw notWhole(reasonOf(why, said.trim()));
  return files;
}

/** When tar ended first, what it said; otherwise what broke the stream. */
function reasonOf(broken: NodeJS.ErrnoException | undefined, said: string): string {
  const tarEnded =
    broken === undefined || ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(broken.code ?? '');
  return tarEnded ? said || 'more follows the end of the archive' : broken.message;
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
