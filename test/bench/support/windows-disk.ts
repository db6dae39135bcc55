import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../../src/bench/command.js';
import type { VirtualPc } from '../../../src/bench/index.js';
import type { WimEntry } from '../../support/wim-listing.js';
import { withRaw } from './disk-image.js';

const MBR_TABLE = 446;

/** A partition, as sgdisk reads it, or as the four entries of an MBR say. */
export interface FoundPartition {
  /** The GUID of its type, or the byte of an MBR in hexadecimal. */
  type: string;
  /** Its own GUID; empty in an MBR. */
  id: string;
  /** Sixteen hexadecimal digits; in an MBR `80` when it is the active one. */
  attributes: string;
  name: string;
  firstByte: number;
  bytes: number;
}

/** A disk of Windows, read by other programs than those that wrote it; nothing is mounted. */
export interface WindowsDisk {
  /** The disk's own GUID, or signature. */
  id: string;
  partitions: FoundPartition[];
  /** Copies every file of a partition into the folder, FAT by mtools, NTFS by 7-Zip; gives their paths. */
  keepFiles(partition: FoundPartition, kind: 'fat' | 'ntfs', to: string): Promise<string[]>;
  /** The files of an NTFS partition, by 7-Zip, whose reader is its own. Streams are `file:stream`. */
  unpack(partition: FoundPartition, to: string): Promise<UnpackedNtfs>;
  /** Whether the bytes occur anywhere on the disk. */
  holds(bytes: Buffer): Promise<boolean>;
}

export interface UnpackedNtfs {
  folder: string;
  /** `HSA` and the like, by path, as 7-Zip lists them. */
  attributes: Map<string, string>;
  shortNames: Map<string, string>;
}

/** Opens the n-th disk of a PC that is off. */
export function withWindowsDisk<T>(
  pc: VirtualPc,
  n: number,
  work: (disk: WindowsDisk) => Promise<T>,
): Promise<T> {
  return withRaw(pc, n, (raw) => readDisk(raw, pc.options.disks[n]?.sectorBytes ?? 512, work));
}

/** The same for a raw image. */
export async function readDisk<T>(
  raw: string,
  sectorBytes: number,
  work: (disk: WindowsDisk) => Promise<T>,
): Promise<T> {
  const unpack = (partition: FoundPartition, to: string) => unpackNtfs(raw, partition, to);
  return work({
    ...(await table(raw, sectorBytes)),
    unpack,
    keepFiles: async (partition, kind, to) => {
      if (kind === 'fat') await copyFat(`${raw}@@${partition.firstByte}`, to);
      else await unpack(partition, to);
      const listed = await command('find', [to, '-type', 'f', '-printf', '%P\\n']);
      return listed.split('\n').filter((path) => path !== '');
    },
    holds: (bytes) => occurs(raw, bytes),
  });
}

async function copyFat(image: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await command('mcopy', ['-s', '-n', '-Q', '-i', image, '::*', to]);
}

/** Reads the file once, in blocks that overlap by what is looked for. */
async function occurs(path: string, bytes: Buffer): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) {
    const block = Buffer.concat([rest, chunk as Buffer]);
    if (block.includes(bytes)) return true;
    rest = block.subarray(-bytes.length);
  }
  return false;
}

/** What differs from the image: each stream by its SHA-1, each directory and link by being one. */
export async function differences(
  unpacked: UnpackedNtfs,
  image: Iterable<WimEntry>,
): Promise<{ compared: number; different: string[] }> {
  const different: string[] = [];
  let compared = 0;
  for (const { path, streams, attributes, reparseTag, shortName } of image) {
    const name = path.slice(1);
    if (name === '') continue;
    const found = unpacked.attributes.get(name);
    if (found === undefined) different.push(`${path}: absent`);
    else if (lettersOf(attributes, reparseTag !== 0) !== found) different.push(`${path}: ${found}`);
    if (shortName !== '' && unpacked.shortNames.get(name) !== shortName)
      different.push(`${path}: short name`);
    for (const { kind, name: stream, sha1, bytes } of streams) {
      if (kind === 'reparse' || attributes & 0x10) continue;
      compared += 1;
      const file = join(unpacked.folder, stream === '' ? name : `${name}:${stream}`);
      const digest = await digestOf(file);
      if (digest !== (bytes === 0 ? EMPTY : sha1))
        different.push(`${path}${stream && `:${stream}`}: ${digest}`);
    }
  }
  return { compared, different };
}

const EMPTY = createHash('sha1').digest('hex');

async function digestOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes === undefined ? 'absent' : createHash('sha1').update(bytes).digest('hex');
}

/** The letters of 7-Zip: read-only, hidden, system, directory, archive, link. */
function lettersOf(attributes: number, isLink: boolean): string {
  const letters = { R: 1, H: 2, S: 4, D: 0x10, A: 0x20 };
  const set = Object.entries(letters).filter(([, bit]) => attributes & bit);
  return set.map(([letter]) => letter).join('') + (isLink ? 'L' : '');
}

async function unpackNtfs(raw: string, partition: FoundPartition, folder: string): Promise<UnpackedNtfs> {
  await mkdir(folder, { recursive: true });
  const image = `${folder}.img`;
  const bytes = ['iflag=skip_bytes,count_bytes', `skip=${partition.firstByte}`, `count=${partition.bytes}`];
  await command('dd', [`if=${raw}`, `of=${image}`, 'bs=1M', 'conv=sparse', 'status=none', ...bytes]);
  await command('truncate', ['-s', String(partition.bytes), image]);
  await inSmallSectors(image);
  // Without -snl the program refuses links that lead out of the folder.
  await command('7z', ['x', '-y', '-sns', '-tntfs', `-o${folder}`, image]);
  const listed = await command('7z', ['l', '-slt', '-tntfs', image]);
  const [attributes, shortNames] = [new Map<string, string>(), new Map<string, string>()];
  for (const part of listed.split('\n\n')) {
    const field = (name: string): string => new RegExp(`^${name} = ?(.*)$`, 'm').exec(part)?.[1] ?? '';
    if (field('iNode') === '') continue;
    attributes.set(field('Path'), field('Attributes'));
    shortNames.set(field('Path'), field('Short Name'));
  }
  await rm(image);
  return { folder, attributes, shortNames };
}

/**
 * Describes the copy of a volume as one of 512-byte sectors, with the same clusters at the same places. NTFS protects its
 * records every 512 bytes on any disk, but 7-Zip expects that every sector, and refuses volumes of larger ones.
 */
async function inSmallSectors(image: string): Promise<void> {
  const file = await open(image, 'r+');
  try {
    const { buffer: boot } = await file.read(Buffer.alloc(512), 0, 512, 0);
    const times = boot.readUInt16LE(11) / 512;
    boot.writeUInt16LE(512, 11);
    boot.writeUInt8(boot.readUInt8(13) * times, 13);
    boot.writeBigUInt64LE(boot.readBigUInt64LE(40) * BigInt(times), 40);
    await file.write(boot, 0, 512, 0);
  } finally {
    await file.close();
  }
}

async function table(raw: string, sectorBytes: number): Promise<Pick<WindowsDisk, 'id' | 'partitions'>> {
  const first = await head(raw);
  if (first[MBR_TABLE + 4] !== 0xee) return masterBootRecord(first);
  // sgdisk learns the size of sectors from a device only.
  const losetup = ['--find', '--show', '--read-only', '--sector-size', String(sectorBytes), raw];
  const loop = (await command('losetup', losetup)).trim();
  try {
    return await partitionTable(loop, sectorBytes);
  } finally {
    await command('losetup', ['--detach', loop]);
  }
}

async function partitionTable(
  loop: string,
  sectorBytes: number,
): Promise<Pick<WindowsDisk, 'id' | 'partitions'>> {
  const verified = await command('sgdisk', ['--verify', loop]);
  if (!verified.includes('No problems found')) throw new Error(`sgdisk --verify: ${verified}`);
  const printed = await command('sgdisk', ['--print', loop]);
  const numbers = [...printed.matchAll(/^ +(\d+) +\d+ +\d+ /gm)].map(([, number]) => number!);
  const partitions: FoundPartition[] = [];
  for (const number of numbers) {
    const info = await command('sgdisk', [`--info=${number}`, loop]);
    const field = (pattern: RegExp): string => pattern.exec(info)?.[1] ?? '';
    const [start, end] = [/^First sector: (\d+)/m, /^Last sector: (\d+)/m].map((one) => Number(field(one)));
    partitions.push({
      type: field(/^Partition GUID code: ([0-9A-F-]+)/m).toLowerCase(),
      id: field(/^Partition unique GUID: ([0-9A-F-]+)/m).toLowerCase(),
      attributes: field(/^Attribute flags: ([0-9A-F]+)/m),
      name: field(/^Partition name: '(.*)'/m),
      firstByte: start! * sectorBytes,
      bytes: (end! - start! + 1) * sectorBytes,
    });
  }
  return {
    id: /^Disk identifier \(GUID\): ([0-9A-F-]+)/m.exec(printed)?.[1]?.toLowerCase() ?? '',
    partitions,
  };
}

function masterBootRecord(first: Buffer): Pick<WindowsDisk, 'id' | 'partitions'> {
  if (first.readUInt16LE(510) !== 0xaa55) throw new Error('the disk has no partition table');
  const partitions = [0, 1, 2, 3]
    .map((number) => first.subarray(MBR_TABLE + 16 * number))
    .filter((entry) => entry[4] !== 0)
    .map((entry) => ({
      type: entry[4]!.toString(16).padStart(2, '0'),
      id: '',
      attributes: entry[0]!.toString(16).padStart(2, '0'),
      name: '',
      firstByte: entry.readUInt32LE(8) * 512,
      bytes: entry.readUInt32LE(12) * 512,
    }));
  return { id: first.readUInt32LE(440).toString(16).padStart(8, '0'), partitions };
}

async function head(raw: string): Promise<Buffer> {
  const file = await open(raw, 'r');
  try {
    return (await file.read(Buffer.alloc(512), 0, 512, 0)).buffer;
  } finally {
    await file.close();
  }
}
