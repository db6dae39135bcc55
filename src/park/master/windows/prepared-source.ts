import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Bilingual, type Progress } from '../../../platform/core/index.js';
import { mustHaveRoom } from './import-folder.js';
import { copyFromIso, installFiles, keptName } from './iso.js';
import { bytesOf, notAnImage, sourceKindOf, withParts } from './source.js';
import type { Edition } from './wim-xml.js';
import { exportImage, type OnProgress, readHeader, type WimFile, type WimHeader } from './wimlib.js';

/** Told how far each part of an import is; the title says which part. */
export type Watch = (title: Bilingual, progress: Progress) => void;

/** A solid image grows when it is written without: by half, as measured. */
const SOLID_GROWTH = 2;

/**
 * The WIM in what was given: in an ISO it is copied into `folder` first, when there is room for it and, with `forExport`,
 * for the image that will be written from it. Throws InputError, PermanentError and OperatorError.
 */
export async function wimOf(
  file: string,
  folder: string,
  watch: Watch,
  { forExport = false } = {},
): Promise<WimFile> {
  const kind = await sourceKindOf(file);
  if (kind === undefined) throw notAnImage(file);
  if (kind === 'wim') return withParts(file);
  const { format, files } = await installFiles(file);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const growth = /\.esd$/i.test(files[0]?.path ?? '') ? SOLID_GROWTH : 1;
  await mustHaveRoom(folder, forExport ? bytes * (1 + growth) : bytes, {
    fr: 'pour en extraire l’image de Windows',
    en: 'to take the Windows image out of the ISO',
  });
  for (const one of files) {
    const title = {
      fr: `copie de ${one.path} depuis l’ISO`,
      en: `copying ${one.path} from the ISO`,
    };
    await copyFromIso(file, { format, file: one }, keptName(folder, one), (progress) =>
      watch(title, progress),
    );
  }
  const first = files[0]!;
  return { ...(await withParts(keptName(folder, first))), title: `${basename(file)}, ${first.path}` };
}

/** Why a WIM cannot be applied as a stream as it is; undefined when it can. */
export function whyNotStreamed({ isPipable, isSolid, images, parts }: WimHeader): Bilingual | undefined {
  if (parts !== 1) return { fr: `il est en ${parts} parties`, en: `it has ${parts} parts` };
  if (images !== 1) return { fr: `il a ${images} images`, en: `it has ${images} images` };
  if (isSolid) return { fr: 'il est solide (.esd)', en: 'it is solid (.esd)' };
  if (!isPipable) return { fr: 'il ne se lit pas en flux', en: 'it is not pipable' };
  return undefined;
}

/**
 * One image as a pipable WIM in `folder`. A WIM that is one already is copied, or used where it is when it is in that
 * folder. What came out of an ISO is removed. `isExported` says that wimlib wrote it.
 */
export async function repacked(
  wim: WimFile,
  edition: Edition,
  folder: string,
  watch: Watch,
): Promise<WimFile & { isExported: boolean }> {
  const header = await readHeader(wim);
  const isExported = whyNotStreamed(header) !== undefined;
  const out = join(folder, 'image.wim');
  const source = await bytesOf(wim);
  await mustHaveRoom(folder, header.isSolid ? Math.min(edition.bytes, source * SOLID_GROWTH) : source, {
    fr: 'pour l’image du master',
    en: 'for the image of the master',
  });
  if (isExported) {
    const title = { fr: `écriture de ${edition.name}`, en: `writing ${edition.name}` };
    await exportImage(wim, edition.index, out, (progress) => watch(title, progress));
  } else {
    const title = { fr: `copie de ${basename(wim.path)}`, en: `copying ${basename(wim.path)}` };
    await copied(wim.path, out, (progress) => watch(title, progress));
  }
  for (const part of [wim.path, ...wim.others]) {
    if (part.startsWith(`${folder}/`)) await rm(part);
  }
  return { path: out, others: [], title: wim.title ?? basename(wim.path), isExported };
}

async function copied(from: string, to: string, onProgress: OnProgress): Promise<void> {
  const total = (await stat(from)).size;
  let done = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      onProgress({ done, total, unit: 'bytes' });
      next(null, chunk);
    },
  });
  const source = createReadStream(from, { highWaterMark: 1 << 20 });
  await pipeline(source, counter, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
}
