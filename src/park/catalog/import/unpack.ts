import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { InputError, OperatorError } from '../../../platform/core/index.js';
import { type ArchiveLimits, mustBeHarmless } from './archive-limits.js';
import { readListing } from './archive-listing.js';

/** A pack of several gigabytes takes minutes; a tool that hangs ends here. */
const LIMIT_MS = 30 * 60_000;
/** The listing of 100,000 entries has about 40 MB. */
const MOST_OUTPUT = 128 << 20;
const CAB_MAGIC = 'MSCF';
const DRIVER_FILES = /\.inf$/i;

export interface UnpackOptions {
  limits?: ArchiveLimits;
  /** An archive without such a file is refused; by default an INF. */
  wanted?: RegExp;
}

/**
 * Unpacks a zip, cab, 7z or self-extracting pack into an empty folder, after its list was checked. No file may become
 * larger than the list says. Throws InputError for anything else, OperatorError when a tool is missing.
 * @param name of the archive, for messages
 */
export async function unpack(
  file: string,
  folder: string,
  name: string,
  { limits, wanted = DRIVER_FILES }: UnpackOptions = {},
): Promise<void> {
  const listed = await run(['7z', 'l', '-slt', '-ba', '-p', '--', file]);
  if (listed.status !== 0) throw notAnArchive(name, listed.errors);
  const entries = readListing(listed.output);
  mustBeHarmless(name, entries, limits);
  if (!entries.some(({ path }) => wanted.test(path))) throw without(name, wanted);
  const largest = entries.reduce((most, { bytes }) => Math.max(most, bytes), 0);
  const unpacked = await run([
    ...['prlimit', `--fsize=${largest + 1}`],
    ...((await isCab(file))
      ? ['cabextract', '--quiet', '--directory', folder, '--', file]
      : ['7z', 'x', '-y', '-p', '-bso0', '-bsp0', `-o${folder}`, '--', file]),
  ]);
  if (unpacked.status !== 0) throw notAnArchive(name, unpacked.errors);
}

async function isCab(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, bytesRead) === CAB_MAGIC;
  } finally {
    await handle.close();
  }
}

interface Ended {
  status: number | null;
  output: string;
  errors: string;
}

function run([program = '', ...args]: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS, cwd: '/' });
    const collected = { output: [] as Buffer[], errors: [] as Buffer[] };
    let length = 0;
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_OUTPUT) child.kill('SIGKILL');
      else into.push(chunk);
    };
    child.stdout.on('data', collect(collected.output));
    child.stderr.on('data', collect(collected.errors));
    child.on('error', (cause) => reject(noTool(program, cause)));
    child.on('close', (status) =>
      resolve({
        status,
        output: Buffer.concat(collected.output).toString('utf8'),
        errors: Buffer.concat(collected.errors).toString('utf8'),
      }),
    );
  });
}

function notAnArchive(name: string, errors: string): InputError {
  const found = errors.replace(/\s+/g, ' ').trim().slice(0, 200);
  return new InputError(
    { fr: `${name} ne peut pas être décompressé`, en: `${name} cannot be unpacked` },
    [
      {
        field: name,
        found: found === '' ? null : found,
        expected: {
          fr: 'un .zip, un .cab, un .7z, ou un .exe que 7-Zip sait ouvrir, sans mot de passe',
          en: 'a .zip, a .cab, a .7z, or an .exe that 7-Zip can open, without a password',
        },
      },
    ],
    { remedy: UNPACK_YOURSELF },
  );
}

function without(name: string, wanted: RegExp): InputError {
  if (wanted === DRIVER_FILES) return withoutInf(name);
  return new InputError({ fr: `${name} ne contient pas le fichier attendu`, en: `${name} lacks a file` }, [
    { field: name, found: null, expected: { fr: wanted.source, en: wanted.source } },
  ]);
}

function withoutInf(name: string): InputError {
  return new InputError(
    { fr: `aucun fichier .inf dans ${name}`, en: `no .inf file in ${name}` },
    [
      {
        field: name,
        found: null,
        expected: {
          fr: 'un paquet de pilotes ; un programme d’installation n’en est pas un',
          en: 'a driver pack; a set-up program is none',
        },
      },
    ],
    { remedy: UNPACK_YOURSELF },
  );
}

const UNPACK_YOURSELF = {
  fr: 'Extrayez le paquet sur un PC Windows avec l’option prévue par le fabricant (souvent /s /e ou /extract), puis importez le dossier obtenu.',
  en: 'Extract the pack on a Windows PC with the option of its vendor (often /s /e or /extract), then import the folder.',
};

function noTool(program: string, cause: unknown): OperatorError {
  return new OperatorError(
    { fr: `le programme ${program} ne démarre pas`, en: `the program ${program} does not start` },
    { cause, remedy: { fr: 'Lancez scripts/packages.', en: 'Run scripts/packages.' } },
  );
}
