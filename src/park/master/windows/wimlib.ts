import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Progress } from '../../../platform/core/index.js';
import { type Running, start } from './program.js';
import { wimlibError } from './wimlib-status.js';

const WIMLIB = 'wimlib-imagex';
/** Units that wimlib counts in. */
const UNITS: Record<string, number> = { bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const SOLID_VERSION = 0xe00;

/** A WIM on the disk; of a split one, the first part and the others. */
export interface WimFile {
  path: string;
  others: string[];
  /** Its name for people; the path without it. */
  title?: string;
}

export interface WimHeader {
  isPipable: boolean;
  isSolid: boolean;
  images: number;
  part: number;
  parts: number;
  guid: string;
}

export type OnProgress = (progress: Progress) => void;

/** Reads the header with `wimlib-imagex info --header`. Throws PermanentError for a file that is no WIM. */
export async function readHeader(wim: WimFile): Promise<WimHeader> {
  const text = await textOf(start(WIMLIB, ['info', '--header', wim.path]), titleOf(wim));
  const field = (name: string) => new RegExp(`^${name}\\s*= (.*)$`, 'm').exec(text)?.[1] ?? '';
  return {
    isPipable: field('Magic Characters').startsWith('WLPWM'),
    isSolid: Number(field('Version')) === SOLID_VERSION,
    images: Number(field('Image Count')),
    part: Number(field('Part Number')),
    parts: Number(field('Total Parts')),
    guid: field('GUID'),
  };
}

/** The XML of a WIM (UTF-16LE), which describes its images; written into `folder` first. */
export async function readWimXml(wim: WimFile, folder: string): Promise<Buffer> {
  const path = join(folder, 'wim.xml');
  await textOf(start(WIMLIB, ['info', '--extract-xml', path, wim.path]), titleOf(wim));
  return readFile(path).finally(() => rm(path, { force: true }));
}

/** Writes one image into a new pipable WIM. Data of another compression are decompressed and checked on the way. */
export async function exportImage(wim: WimFile, index: number, out: string, onProgress: OnProgress) {
  const refs = wim.others.map((part) => `--ref=${literalGlob(part)}`);
  const args = ['export', wim.path, String(index), out, '--pipable', '--compress=LZX', ...refs];
  await progressOf(start(WIMLIB, args), titleOf(wim), onProgress);
}

/** Reads every byte of a WIM and compares it with its SHA-1; the trees of its images too. */
export async function verifyWim(wim: WimFile, onProgress: OnProgress = () => undefined): Promise<void> {
  await progressOf(start(WIMLIB, ['verify', wim.path]), titleOf(wim), onProgress);
}

/**
 * The lines of `wimlib-imagex dir --detailed` of image 1, in Latin-1: one character a byte, so that names that are not
 * valid Unicode come out as they went in.
 */
export async function* detailedLines(wim: WimFile): AsyncGenerator<string> {
  const running = start(WIMLIB, ['dir', wim.path, '1', '--detailed']);
  running.output.setEncoding('latin1');
  try {
    yield* createInterface({ input: running.output, crlfDelay: Infinity });
    await succeeded(running, titleOf(wim));
  } finally {
    running.kill();
  }
}

/** The bytes of one file of image 1. */
export function fileIn(wim: WimFile, path: string): Running {
  return start(WIMLIB, ['extract', wim.path, '1', literalGlob(`/${path}`), '--to-stdout']);
}

/** Throws the error of a wimlib that failed. */
export async function succeeded(running: Running, title: string): Promise<void> {
  const { status, said } = await running.ended();
  if (status !== 0) throw wimlibError(status, title, said);
}

export function titleOf({ path, title }: WimFile): string {
  return title ?? basename(path);
}

/** `Archiving file data: 96 KiB of 2 MiB (4%) done` as a progress in bytes; undefined for other lines. */
export function progressIn(line: string): Progress | undefined {
  const [, done, doneUnit = '', total, totalUnit = ''] =
    /(\d+) (bytes|[KMGT]iB) of (\d+) (bytes|[KMGT]iB) \(\d+%\)/.exec(line) ?? [];
  if (done === undefined) return undefined;
  return {
    done: Number(done) * UNITS[doneUnit]!,
    total: Number(total) * UNITS[totalUnit]!,
    unit: 'bytes',
  };
}

/** wimlib takes paths as glob(7) patterns; this one means only itself. */
function literalGlob(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&');
}

async function progressOf(running: Running, title: string, onProgress: OnProgress): Promise<void> {
  // wimlib separates its reports by carriage returns, which readline takes as ends of lines.
  for await (const line of createInterface({ input: running.output })) {
    const progress = progressIn(line);
    if (progress) onProgress(progress);
  }
  await succeeded(running, title);
}

async function textOf(running: Running, title: string): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of running.output.setEncoding('utf8')) parts.push(chunk as string);
  await succeeded(running, title);
  return parts.join('');
}
