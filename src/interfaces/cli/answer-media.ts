import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { AnswerFile, AnswerKind } from '../../documents/answer/index.js';
import { OperatorError, PermanentError } from '../../platform/core/index.js';
import { writeWhole } from './whole-files.js';

/**
 * The volume labels by which installers find their files: CIDATA for the NoCloud source of cloud-init, OEMDRV for
 * Anaconda. Windows Setup searches the root of every removable medium; debian-installer is given the path.
 */
export const MEDIA_LABELS: Record<AnswerKind, string> = {
  unattend: 'UNATTEND',
  autounattend: 'UNATTEND',
  preseed: 'PRESEED',
  autoinstall: 'CIDATA',
  kickstart: 'OEMDRV',
  'cloud-init': 'CIDATA',
};

/** 2000-01-01 UTC, the date of all files on an image, so that images are reproducible. */
const DATE = 946_684_800;

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface MediaOrder {
  kind: AnswerKind;
  files: readonly AnswerFile[];
  /** Path of an ISO image, or of a folder that becomes the root of a USB stick. */
  target: { iso: string } | { folder: string };
  /** Replace existing files. */
  force?: boolean;
  /** The PATH in which xorriso is searched. */
  searchPath?: string;
}

/**
 * Writes the files of a medium, all or none, and returns their paths. Only the owner can read files with secrets.
 * Throws InputError when a file exists or cannot be written, and OperatorError when xorriso is not installed.
 */
export async function writeMedia(order: MediaOrder): Promise<string[]> {
  const { kind, files, target, force = false, searchPath = SYSTEM_PATH } = order;
  const wanted =
    'folder' in target
      ? files.map(({ name, text, secret }) => ({
          path: join(target.folder, basename(name)),
          content: text,
          secret,
        }))
      : [
          {
            path: target.iso,
            content: await isoImage(files, MEDIA_LABELS[kind], searchPath),
            secret: files.some(({ secret }) => secret),
          },
        ];
  await writeWhole(wanted, { force });
  return wanted.map(({ path }) => path);
}

/** An ISO 9660 image with the files at its root, under their own names through Joliet and Rock Ridge. */
async function isoImage(files: readonly AnswerFile[], label: string, searchPath: string): Promise<Buffer> {
  // It may contain secrets: mkdtemp creates it readable by its owner only.
  const work = await mkdtemp(join(tmpdir(), 'etabli-media-'));
  try {
    const root = join(work, 'root');
    const image = join(work, 'image.iso');
    await mkdir(root);
    for (const { name, text } of files) {
      const path = join(root, basename(name));
      await writeFile(path, text, { mode: 0o600 });
      await utimes(path, DATE, DATE);
    }
    await utimes(root, DATE, DATE);
    await xorriso(['-as', 'mkisofs', '-quiet', '-V', label, '-J', '-r', '-o', image, root], searchPath);
    return await readFile(image);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Runs xorriso with a fixed environment and without the configuration files of the user. */
function xorriso(args: string[], searchPath: string): Promise<void> {
  const env = { PATH: searchPath, LC_ALL: 'C', TZ: 'UTC', SOURCE_DATE_EPOCH: String(DATE) };
  return new Promise((resolve, reject) => {
    execFile('xorriso', ['-no_rc', ...args], { env }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(error.code === 'ENOENT' ? withoutXorriso(error) : failed(stderr, error));
    });
  });
}

function withoutXorriso(cause: Error): OperatorError {
  return new OperatorError(
    {
      fr: 'xorriso, qui écrit les images ISO, n’est pas installé.',
      en: 'xorriso, which writes ISO images, is not installed.',
    },
    {
      cause,
      remedy: {
        fr: 'Installez-le (apt install xorriso), ou remplissez une clé USB : --folder.',
        en: 'Install it (apt install xorriso), or fill a USB stick: --folder.',
      },
    },
  );
}

function failed(stderr: string, cause: Error): PermanentError {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return new PermanentError(
    { fr: `xorriso n’a pas pu écrire l’image : ${last}`, en: `xorriso could not write the image: ${last}` },
    { cause },
  );
}
