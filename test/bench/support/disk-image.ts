import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { command } from '../../../src/bench/command.js';
import type { VirtualPc } from '../../../src/bench/index.js';

/** Fills the n-th disk of a PC that was never on, to its last byte, with bytes that no program would write. */
export async function fillDisk(pc: VirtualPc, n: number): Promise<void> {
  const image = pc.diskImage(n);
  const raw = `${image}.raw`;
  await mkdir(dirname(image), { recursive: true });
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, n + 1), Buffer.alloc(16));
  const file = await open(raw, 'w');
  try {
    for (let left = pc.options.disks[n]!.sizeBytes; left > 0; left -= 1 << 20) {
      await file.write(noise.update(Buffer.alloc(Math.min(left, 1 << 20))));
    }
  } finally {
    await file.close();
  }
  await command('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, image]);
  await rm(raw);
}

/** SHA-256 of every byte that the PC sees on its n-th disk; the PC is off. */
export async function diskDigest(pc: VirtualPc, n: number): Promise<string> {
  return withRaw(pc, n, async (raw) => {
    const digest = createHash('sha256');
    for await (const chunk of createReadStream(raw)) digest.update(chunk as Buffer);
    return digest.digest('hex');
  });
}

/** The root file system of an installed Linux, read without mounting it. */
export interface RootFileSystem {
  /** The text of a file; '' when there is none. */
  read(path: string): Promise<string>;
  isDirectory(path: string): Promise<boolean>;
  /** Every path under a directory. */
  paths(directory: string): Promise<string[]>;
  sizeBytes: number;
}

/** Opens the last partition of the PC's n-th disk, which is ext4; the PC is off. */
export async function withRoot<T>(
  pc: VirtualPc,
  n: number,
  work: (root: RootFileSystem) => Promise<T>,
): Promise<T> {
  return withRaw(pc, n, async (raw) => {
    const sector = String(pc.options.disks[n]?.sectorBytes ?? 512);
    const table = await command('sfdisk', ['--json', '--sector-size', sector, raw]);
    const { partitiontable } = JSON.parse(table) as {
      partitiontable: { sectorsize: number; partitions: { start: number }[] };
    };
    const start = Math.max(...partitiontable.partitions.map((partition) => partition.start));
    const device = `${raw}?offset=${start * partitiontable.sectorsize}`;
    const ask = (request: string): Promise<string> => command('debugfs', ['-R', request, device]);
    const header = await ask('stats -h');
    const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(header)?.[1]);
    return work({
      read: (path) => ask(`cat "${path}"`),
      isDirectory: async (path) => / Type: directory /.test(await ask(`stat "${path}"`)),
      paths: async (directory) => walk(ask, directory),
      sizeBytes: number('Block count') * number('Block size'),
    });
  });
}

/** debugfs `ls -p` prints /inode/mode/uid/gid/name/size/ a line. */
async function walk(ask: (request: string) => Promise<string>, directory: string): Promise<string[]> {
  const lines = (await ask(`ls -p "${directory}"`)).split('\n').filter((line) => line.startsWith('/'));
  const found: string[] = [];
  for (const line of lines) {
    const [, inode, mode, , , name] = line.split('/');
    if (inode === '0' || name === undefined || name === '.' || name === '..') continue;
    const path = `${directory.replace(/\/$/, '')}/${name}`;
    found.push(path);
    if (mode?.startsWith('04')) found.push(...(await walk(ask, path)));
  }
  return found;
}

/** The disk as a raw image, while the work lasts; the PC is off. */
export async function withRaw<T>(pc: VirtualPc, n: number, work: (raw: string) => Promise<T>): Promise<T> {
  const raw = `${pc.diskImage(n)}.raw`;
  await command('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', pc.diskImage(n), raw]);
  try {
    return await work(raw);
  } finally {
    await rm(raw, { force: true });
  }
}
