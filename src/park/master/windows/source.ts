import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Bilingual, InputError } from '../../../platform/core/index.js';
import { readHeader, type WimFile } from './wimlib.js';

/** Where the volume descriptors of an ISO begin; ECMA-167 and ISO 9660 share the place. */
const DESCRIPTORS_AT = 0x8000;
const SECTOR_BYTES = 2048;
const DESCRIPTORS_READ = 32;

export type SourceKind = 'iso' | 'wim';

/** What a file is by its content, whatever its name says; undefined when it is neither. */
export async function sourceKindOf(path: string): Promise<SourceKind | undefined> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(8);
    await file.read(head, 0, 8, 0);
    if (['MSWIM\0\0\0', 'WLPWM\0\0\0'].includes(head.toString('latin1'))) return 'wim';
    const sectors = Buffer.alloc(SECTOR_BYTES * DESCRIPTORS_READ);
    await file.read(sectors, 0, sectors.length, DESCRIPTORS_AT);
    for (let at = 0; at < sectors.length; at += SECTOR_BYTES) {
      // Volume Structure Descriptors: byte 1 to 5 name the standard. ECMA-167 2/9.1.
      if (['CD001', 'BEA01', 'NSR02', 'NSR03'].includes(sectors.toString('latin1', at + 1, at + 6)))
        return 'iso';
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/**
 * A WIM with its other parts, found beside it: `X.swm, X2.swm…`. Throws InputError when the file is not the first
 * part or when parts are missing, PermanentError when it is no WIM.
 */
export async function withParts(path: string): Promise<WimFile> {
  const wim = { path, others: [] };
  const { part, parts, guid } = await readHeader(wim);
  if (parts <= 1) return wim;
  if (part !== 1) throw notTheFirst(path, part, parts);
  const others: string[] = [];
  for (let number = 2; number <= parts; number += 1) {
    const other = await partBeside(path, number);
    if (other === undefined) throw missingPart(path, number, parts);
    const header = await readHeader({ path: other, others: [] });
    if (header.part !== number || header.guid !== guid) throw missingPart(path, number, parts);
    others.push(other);
  }
  return { ...wim, others };
}

/** The bytes of a WIM with all its parts. */
export async function bytesOf({ path, others }: WimFile): Promise<number> {
  const sizes = await Promise.all([path, ...others].map(async (part) => (await stat(part)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** `install2.swm` beside `install.swm`, in any case of letters. */
async function partBeside(path: string, number: number): Promise<string | undefined> {
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(basename(path)) ?? [];
  const wanted = `${stem}${number}${extension}`.toLowerCase();
  const names = await readdir(dirname(path));
  const found = names.find((name) => name.toLowerCase() === wanted);
  return found && join(dirname(path), found);
}

/** The error for a file that is neither an ISO nor a WIM. */
export function notAnImage(path: string): InputError {
  return new InputError(
    {
      fr: `${path} n’est ni un ISO, ni un WIM, ni le dossier d’un master.yaml`,
      en: `${path} is no ISO, no WIM, and not the folder of a master.yaml`,
    },
    [],
    {
      remedy: {
        fr: 'Donnez un ISO de Windows, un .wim, un .esd, le premier .swm, ou le dossier d’un master.yaml ; le contenu compte, pas le nom du fichier.',
        en: 'Give an ISO of Windows, a .wim, an .esd, the first .swm, or the folder of a master.yaml; the content counts, not the name of the file.',
      },
    },
  );
}

function notTheFirst(path: string, part: number, parts: number): InputError {
  return refused(path, {
    fr: `c’est la partie ${part} sur ${parts} ; donnez la première`,
    en: `it is part ${part} of ${parts}; give the first one`,
  });
}

function missingPart(path: string, number: number, parts: number): InputError {
  return refused(path, {
    fr: `la partie ${number} sur ${parts} n’est pas dans le même dossier`,
    en: `part ${number} of ${parts} is not in the same folder`,
  });
}

function refused(path: string, why: Bilingual): InputError {
  const name = basename(path);
  return new InputError({ fr: `${name} : ${why.fr}`, en: `${name}: ${why.en}` }, [], {
    remedy: {
      fr: 'Mettez toutes les parties (X.swm, X2.swm…) dans un même dossier et donnez la première.',
      en: 'Put all the parts (X.swm, X2.swm…) into one folder, and give the first one.',
    },
  });
}
