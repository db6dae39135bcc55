import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError, OperatorError } from '../../platform/core/index.js';

const run = promisify(execFile);
/** The Property table of a package has some kilobytes. */
const LIMITS = { timeout: 60_000, maxBuffer: 4 << 20, killSignal: 'SIGKILL' } as const;
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';

/** What an MSI says of itself. */
export interface MsiProperties {
  /** `{6B1F3A8E-…}` */
  code: string;
  version: string;
  name: string;
  manufacturer?: string;
  /** Undefined for a template that names none of Windows' architectures. */
  architecture?: 'amd64' | 'arm64' | 'x86';
}

/** The first part of the summary's Template (learn.microsoft.com/windows/win32/msi/template-summary). */
const TEMPLATES: Record<string, MsiProperties['architecture']> = {
  '': 'x86',
  intel: 'x86',
  x64: 'amd64',
  amd64: 'amd64',
  arm64: 'arm64',
};

/**
 * Reads the Property table and the summary of a package with msiinfo (msitools). Throws InputError for a file that is no
 * complete MSI, OperatorError when msiinfo is not installed. Nothing of the file is run.
 * @param path absolute
 */
export async function readMsi(path: string): Promise<MsiProperties> {
  const table = await msiinfo(['export', path, 'Property']);
  const summary = await msiinfo(['suminfo', path]);
  // Three lines describe the table; then a property and its value each.
  const properties = new Map(
    table
      .split(/\r?\n/)
      .slice(3)
      .map((line) => line.split('\t', 2) as [string, string | undefined]),
  );
  const code = properties.get('ProductCode')?.toUpperCase() ?? '';
  const version = properties.get('ProductVersion') ?? '';
  if (!/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/.test(code) || !/^\d+(?:\.\d+)*$/.test(version))
    throw notMsi(`ProductCode ${code}, ProductVersion ${version}`);
  const platform = /^Template: ([^;\r\n]*)/m.exec(summary)?.[1]?.split(',')[0]?.trim().toLowerCase();
  return {
    code,
    version,
    name: properties.get('ProductName') ?? '',
    manufacturer: properties.get('Manufacturer'),
    architecture: platform === undefined ? undefined : TEMPLATES[platform],
  };
}

async function msiinfo(args: string[]): Promise<string> {
  const env = { PATH: SYSTEM_PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  try {
    return (await run('msiinfo', args, { ...LIMITS, env, cwd: '/' })).stdout;
  } catch (cause) {
    const { code, stderr = '' } = cause as { code?: unknown; stderr?: string };
    throw code === 'ENOENT' ? notInstalled(cause) : notMsi(stderr, cause);
  }
}

function notMsi(found: string, cause?: unknown): InputError {
  const what = found.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  const expected = {
    fr: 'un paquet MSI complet, avec son code produit et sa version',
    en: 'a complete MSI package, with its product code and version',
  };
  return new InputError(
    {
      fr: 'ce fichier n’est pas un paquet MSI lisible',
      en: 'this file is not an MSI package that can be read',
    },
    [{ field: 'file', found: what, expected }],
    { cause },
  );
}

function notInstalled(cause: unknown): OperatorError {
  return new OperatorError(
    {
      fr: 'msiinfo, qui lit les paquets MSI, n’est pas installé',
      en: 'msiinfo, which reads MSI packages, is not installed',
    },
    {
      cause,
      remedy: {
        fr: 'Installez le paquet msitools (scripts/packages).',
        en: 'Install the package msitools (scripts/packages).',
      },
    },
  );
}
