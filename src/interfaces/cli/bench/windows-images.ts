import type { Line } from '../line.js';
import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { overHttp, shell } from './programs.js';
import { diskWrite, httpRead } from './raw-limits.js';

const MIB = 2 ** 20;
/** Compressing into a solid image takes half a minute for this much; applying it, a second. */
const DATA = 96 * MIB;
/** Programs as Windows has them, where wine is installed; else those of this system. */
const SOURCES = [
  '/usr/lib/x86_64-linux-gnu/wine/x86_64-windows',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib',
  '/usr/bin',
];
const PROGRAMS = ['wimlib-imagex', 'mkntfs', 'partclone.ntfs', 'zstd'];
/** Each is applied this often; the best counts, since other programs only slow it down. */
const ROUNDS = 3;

/** One way to keep a volume of Windows: its size, and how fast it comes back, in MiB of files a second. */
export interface AppliedImage {
  name: string;
  mebibytes: number;
  /** From HTTP onto a new NTFS volume, as a deployment does it; undefined for what cannot be streamed. */
  overHttp?: number;
  fromFile: number;
  /** Its contents decompressed, and digested where its format has digests; nothing written. */
  decoded: number;
}

export interface WindowsImages {
  dataMebibytes: number;
  files: number;
  images: AppliedImage[];
  httpRead: number;
  diskWrite: number;
}

/** Applies the same files, kept in several formats, to NTFS; a text when this machine lacks a program for it. */
export async function windowsImages(folder: string): Promise<WindowsImages | string> {
  const missing = PROGRAMS.filter((name) => !isInstalled(name));
  if (missing.length > 0) return `not measured: ${missing.join(', ')} missing`;
  const work = join(folder, 'windows-images');
  await mkdir(join(work, 'data'), { recursive: true });
  try {
    const data = await gather(join(work, 'data'));
    const lzx = await wim(work, data.bytes, 'LZX', ['--compress=LZX', '--pipable']);
    return {
      dataMebibytes: data.bytes / MIB,
      files: data.files,
      images: [
        lzx,
        await wim(work, data.bytes, 'XPRESS', ['--compress=XPRESS', '--pipable']),
        await wim(work, data.bytes, 'LZMS solid', ['--compress=LZMS', '--solid']),
        await partclone(work, data.bytes),
      ],
      httpRead: await bestHttpRead(join(work, 'LZX.wim')),
      diskWrite: await diskWrite(work),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export function windowsLines(found: WindowsImages | string): Line[] {
  if (typeof found === 'string') return [`Windows images: ${found}`];
  const rate = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0));
  return [
    `Windows images, ${found.dataMebibytes.toFixed(0)} MiB in ${found.files} files, onto NTFS (MiB of files a second):`,
    ...found.images.map(
      ({ name, mebibytes, overHttp, fromFile, decoded }) =>
        `  ${name}, ${mebibytes.toFixed(0)} MiB: ${rate(overHttp)} over HTTP, ${rate(fromFile)} from a file; decompression alone ${rate(decoded)}`,
    ),
    `  limits of the same run (MiB/s): HTTP read ${rate(found.httpRead)}, disk write ${rate(found.diskWrite)}`,
  ];
}

async function wim(work: string, bytes: number, name: string, options: string[]): Promise<AppliedImage> {
  const file = join(work, `${name.replace(' ', '-')}.wim`);
  await shell(`wimlib-imagex capture '${work}/data' '${file}' Windows --no-acls ${options.join(' ')}`);
  const volume = join(work, 'volume.img');
  const apply = (source: string): string =>
    `wimlib-imagex apply '${source}' 1 '${volume}' && sync '${volume}'`;
  const isStreamed = options.includes('--pipable');
  const best = (line: string, input?: string) => bestRate(bytes, volume, line, input);
  return {
    name,
    mebibytes: (await stat(file)).size / MIB,
    ...(isStreamed && { overHttp: await best(apply('-'), file) }),
    fromFile: await best(apply(file)),
    decoded: await rateOf(bytes, () => shell(`wimlib-imagex verify '${file}'`)),
  };
}

/** The volume that the last image left, as partclone keeps it. */
async function partclone(work: string, bytes: number): Promise<AppliedImage> {
  const [volume, file] = [join(work, 'volume.img'), join(work, 'partclone.zst')];
  // partclone looks every two seconds whether it is done, unless told otherwise.
  const log = `-L '${work}/partclone.log' -f 0`;
  await shell(`partclone.ntfs -c -s '${volume}' -o - ${log} | zstd -3 -q -o '${file}'`);
  const restore = (source: string) =>
    `zstd -dcq ${source} | partclone.ntfs -r -W -s - -o '${work}/restored.img' ${log} && sync '${work}/restored.img' && rm '${work}/restored.img'`;
  return {
    name: 'partclone + zstd -3',
    mebibytes: (await stat(file)).size / MIB,
    overHttp: await bestRate(bytes, undefined, restore('-'), file),
    fromFile: await bestRate(bytes, undefined, restore(`'${file}'`)),
    decoded: await rateOf(bytes, () => shell(`zstd -dcq '${file}'`)),
  };
}

/** The best of several runs, each onto a new volume that is made outside the measured time. */
async function bestRate(
  bytes: number,
  volume: string | undefined,
  line: string,
  input?: string,
): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (volume !== undefined) {
      await rm(volume, { force: true });
      await shell(`truncate -s ${4 * DATA} '${volume}' && mkntfs -F -Q -q '${volume}'`);
    }
    rates.push(await rateOf(bytes, () => shell(line, input === undefined ? undefined : overHttp(input))));
  }
  return Math.max(...rates);
}

async function bestHttpRead(file: string): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) best = Math.max(best, await httpRead(file));
  return best;
}

async function rateOf(bytes: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return bytes / MIB / ((performance.now() - began) / 1000);
}

/** Copies files of this machine, each of another content, up to the size that is measured. */
async function gather(target: string): Promise<{ bytes: number; files: number }> {
  let [bytes, files] = [0, 0];
  for (const folder of SOURCES.filter((path) => existsSync(path))) {
    for (const name of (await readdir(folder)).sort()) {
      const { size, isFile } = await sizeOf(join(folder, name));
      if (!isFile || size === 0 || bytes + size > DATA) continue;
      files += 1;
      bytes += size;
      await copyFile(join(folder, name), join(target, `${files}-${name}`));
    }
  }
  return { bytes, files };
}

async function sizeOf(path: string): Promise<{ size: number; isFile: boolean }> {
  const found = await lstat(path);
  return { size: found.size, isFile: found.isFile() };
}

function isInstalled(name: string): boolean {
  return ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].some((folder) => existsSync(join(folder, name)));
}
