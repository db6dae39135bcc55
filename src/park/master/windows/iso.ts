import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PermanentError } from '../../../platform/core/index.js';
import { start } from './program.js';
import type { OnProgress } from './wimlib.js';

const SEVEN_ZIP = '7z';

/** A file of an ISO, by the name it has there. */
export interface IsoFile {
  path: string;
  bytes: number;
}

/** The formats of an ISO, the one that Windows uses first: the ISO 9660 part of its media only says to read the other. */
const FORMATS = ['udf', 'iso'] as const;
type Format = (typeof FORMATS)[number];

/** The files of an ISO with the images to install: one install.wim or install.esd, or the parts install*.swm in order. */
export async function installFiles(iso: string): Promise<{ format: Format; files: IsoFile[] }> {
  const listed: { format: Format; files: IsoFile[]; status: number | null; said: string }[] = [];
  for (const format of FORMATS) {
    const list = await listFiles(iso, format);
    const found = installAmong(list.files);
    if (found.length > 0 && list.status !== 0) throw damaged(iso, list.said);
    if (found.length > 0) return { format, files: found };
    listed.push({ format, ...list });
  }
  const readable = listed.filter(({ files }) => files.length > 0);
  if (readable.length === 0) throw damaged(iso, listed[0]?.said ?? '');
  throw noInstallImage(iso);
}

/** Copies a file of an ISO, counted byte by byte. Throws PermanentError when it does not come out whole. */
export async function copyFromIso(
  iso: string,
  { format, file }: { format: Format; file: IsoFile },
  target: string,
  onProgress: OnProgress,
): Promise<void> {
  const running = start(SEVEN_ZIP, ['e', '-so', '-bd', `-t${format}`, '-spd', '--', iso, file.path]);
  let done = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      onProgress({ done, total: file.bytes, unit: 'bytes' });
      next(null, chunk);
    },
  });
  try {
    await pipeline(running.output, counter, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    const { status, said } = await running.ended();
    if (status !== 0 || done !== file.bytes) throw damaged(iso, said);
  } finally {
    running.kill();
  }
}

async function listFiles(iso: string, format: Format) {
  const running = start(SEVEN_ZIP, ['l', '-slt', '-ba', '-sccUTF-8', `-t${format}`, '--', iso]);
  const parts: string[] = [];
  for await (const chunk of running.output.setEncoding('utf8')) parts.push(chunk as string);
  const { status, said } = await running.ended();
  return { files: filesIn(parts.join('')), status, said };
}

/** The files in the output of `7z l -slt -ba`: one block of `Name = value` for each, a blank line between them. */
export function filesIn(listing: string): IsoFile[] {
  return listing.split(/\r?\n\r?\n/).flatMap((block) => {
    const path = /^Path = (.*)$/m.exec(block)?.[1];
    const size = /^Size = (\d+)$/m.exec(block)?.[1];
    const isFolder = /^Folder = \+$/m.test(block);
    return path === undefined || size === undefined || isFolder ? [] : [{ path, bytes: Number(size) }];
  });
}

/**
 * install.wim before install.esd before the parts of a split one, in any case of letters. Media for two architectures
 * keep those of 64-bit PCs below x64.
 */
export function installAmong(files: IsoFile[]): IsoFile[] {
  const named = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path));
  const whole = named(/^(x64\/)?sources\/install\.wim$/i)[0] ?? named(/^(x64\/)?sources\/install\.esd$/i)[0];
  if (whole) return [whole];
  const number = ({ path }: IsoFile) => Number(/install(\d*)\.swm$/i.exec(path)?.[1] || 1);
  return named(/^(x64\/)?sources\/install\d*\.swm$/i).sort((a, b) => number(a) - number(b));
}

/** The name under which a file of an ISO is kept in a folder. */
export function keptName(folder: string, { path }: IsoFile): string {
  return join(folder, (path.split('/').at(-1) ?? '').toLowerCase());
}

function damaged(iso: string, said: string): PermanentError {
  const lines = said.split('\n').map((line) => line.trim());
  const why = lines.find((line) => line !== '' && !/^ERRORS?:?$/.test(line)) ?? '';
  return new PermanentError(
    {
      fr: `${iso} : ISO endommagé ou incomplet${why && ` (7z : ${why})`}`,
      en: `${iso}: the ISO is damaged or incomplete${why && ` (7z: ${why})`}`,
    },
    {
      remedy: {
        fr: 'Téléchargez l’ISO de nouveau et comparez son empreinte avec celle de sa source.',
        en: 'Download the ISO again, and compare its digest with the one of its source.',
      },
    },
  );
}

function noInstallImage(iso: string): PermanentError {
  return new PermanentError(
    {
      fr: `${iso} n’est pas un ISO d’installation de Windows : il n’a ni sources/install.wim, ni install.esd, ni install.swm`,
      en: `${iso} is no installation ISO of Windows: it has no sources/install.wim, install.esd or install.swm`,
    },
    {
      remedy: {
        fr: 'Prenez l’ISO de Windows de Microsoft ; celui de Windows PE ou d’un outil de secours ne suffit pas.',
        en: 'Take the ISO of Windows from Microsoft; one of Windows PE or of a rescue tool is not enough.',
      },
    },
  );
}
