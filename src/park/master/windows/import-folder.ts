import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { handOver } from '../../../platform/config/index.js';
import { type Bilingual, binarySize, OperatorError } from '../../../platform/core/index.js';

/** Free space that an import leaves for the database on the same disk. */
const RESERVE_BYTES = 512 << 20;

/**
 * A new folder for the files of one import below `parent`; folders of imports whose process is gone are removed first.
 * The name says which process it is: its id, and when that process started, since ids are used again. proc(5).
 */
export async function openImportFolder(parent: string): Promise<string> {
  await removeLeftovers(parent);
  const path = join(parent, `${await processName(process.pid)}-${randomUUID()}`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await handOver(path, parent); // the service removes what root left
  return path;
}

/** Removes what imports left that were killed. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [pid = '', started] = name.split('-');
    if ((await processName(Number(pid))) === `${pid}-${started}`) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Throws OperatorError when the disk of the folder has less room than an import needs. */
export async function mustHaveRoom(folder: string, bytes: number, purpose: Bilingual): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const needed = bytes + RESERVE_BYTES;
  if (free >= needed) return;
  const [needs, has] = [binarySize(needed), binarySize(free)];
  throw new OperatorError(
    {
      fr: `il faut ${needs.fr} libres dans ${folder} ${purpose.fr} ; il y a ${has.fr}`,
      en: `${needs.en} must be free in ${folder} ${purpose.en}; there are ${has.en}`,
    },
    {
      remedy: {
        fr: 'Libérez de la place sur ce disque ou déplacez ETABLI_DATA_DIR ; rien n’a été enregistré.',
        en: 'Free some space on that disk or move ETABLI_DATA_DIR; nothing was registered.',
      },
    },
  );
}

/** `4711-186212`: the process and when it started, in ticks after the boot. '' when there is no such process. */
async function processName(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in brackets, may contain spaces and brackets; field 22 is the 20th after it.
  const started = line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  return started === undefined ? '' : `${pid}-${started}`;
}
