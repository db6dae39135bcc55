import { execFile } from 'node:child_process';
import { basename, extname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readMsi } from '../../park/software/index.js';
import { InputError, type Language, readable, say } from '../../platform/core/index.js';
import { givenBytes } from './given-file.js';

type Say = (fr: string, en: string) => string;
type Draft = (path: string, t: Say) => Promise<string[]>;

const run = promisify(execFile);

/** What a draft can say of an installer, by its extension. */
const DRAFTS: Record<string, Draft> = { '.msi': ofMsi, '.msix': ofMsix, '.appx': ofMsix, '.exe': ofExe };

/**
 * The YAML of a program for an installer, with comments on what an administrator should look at. Throws InputError for a
 * file that is none.
 */
export async function programDraft(file: string, language: Language): Promise<string> {
  await givenBytes(file);
  const draft = DRAFTS[extname(file).toLowerCase()];
  if (draft === undefined) {
    const expected = { fr: Object.keys(DRAFTS).join(', '), en: Object.keys(DRAFTS).join(', ') };
    throw new InputError(
      { fr: `${file} n’est pas un installeur connu`, en: `${file} is not a known installer` },
      [{ field: 'installer', found: basename(file), expected }],
    );
  }
  const t: Say = (fr, en) => say({ fr, en }, language);
  const lines = await draft(resolve(file), t);
  return `${[`# ${t('Brouillon : relisez-le, puis', 'Draft: read it, then')} etabli software add FICHIER.yaml`, ...lines].join('\n')}\n`;
}

async function ofMsi(path: string, t: Say): Promise<string[]> {
  const { code, version, name, manufacturer, architecture } = await readMsi(path);
  return [
    ...head({ kind: 'msi', name, version, publisher: manufacturer, architecture }),
    ...file(path, t),
    `# ${t('Lu dans le MSI ; c’est aussi ce que le PC doit montrer ensuite.', 'Read in the MSI; also what the PC must show afterwards.')}`,
    'product:',
    `  code: ${quoted(code)}`,
    `  version: ${quoted(version)}`,
    `# ${t('Propriétés du MSI en plus des arguments silencieux habituels :', 'Properties of the MSI beside the usual silent arguments:')}`,
    '# arguments: /qn /norestart REBOOT=ReallySuppress INSTALLDESKTOPSHORTCUT=0',
  ];
}

/** Identity of AppxManifest.xml. */
async function ofMsix(path: string, t: Say): Promise<string[]> {
  const manifest = await run('7z', ['e', '-so', '--', path, 'AppxManifest.xml'], {
    maxBuffer: 4 << 20,
    timeout: 60_000,
  }).then(
    ({ stdout }) => stdout,
    () => '',
  );
  const identity = /<Identity\b[^>]*>/.exec(manifest)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(identity)?.[1];
  const name = attribute('Name');
  const version = attribute('Version');
  if (name === undefined || version === undefined) throw notMsix(path);
  const architectures: Record<string, string> = { x64: 'amd64', x86: 'x86', arm64: 'arm64', neutral: 'any' };
  const architecture = architectures[attribute('ProcessorArchitecture')?.toLowerCase() ?? ''] ?? 'any';
  const publisher = /CN=([^,"']+)/.exec(attribute('Publisher') ?? '')?.[1];
  return [
    ...head({ kind: 'msix', name, version, publisher, architecture }),
    ...file(path, t),
    `package: ${quoted(name)}`,
    `# ${t('Les paquets dont il dépend (VCLibs…), à côté de lui :', 'The packages that it depends on (VCLibs…), beside it:')}`,
    '# files:',
    '#   - name: Microsoft.VCLibs.x64.14.00.Desktop.appx',
  ];
}

/** An installer of its own says nothing: what stands here has to be replaced. */
function ofExe(path: string, t: Say): Promise<string[]> {
  const name = basename(path, extname(path));
  const replace = t('À COMPLÉTER', 'TO COMPLETE');
  return Promise.resolve([
    ...head({ kind: 'exe', name, version: '0', architecture: 'amd64' }),
    ...file(path, t),
    `# ${replace} : ${t('les arguments silencieux de cet installeur : /S (NSIS), /VERYSILENT /NORESTART (Inno Setup), /quiet /norestart (WiX)…', 'the silent arguments of this installer: /S (NSIS), /VERYSILENT /NORESTART (Inno Setup), /quiet /norestart (WiX)…')}`,
    'arguments: /S',
    `# ${replace} : ${t('son nom dans la liste des programmes installés, avec * et ?', 'its name in the list of installed programs, with * and ?')}`,
    'detect:',
    '  by: uninstall',
    `  name: ${quoted(`${name}*`)}`,
  ]);
}

interface Head {
  kind: string;
  name: string;
  version: string;
  publisher?: string;
  architecture?: string;
}

function head({ kind, name, version, publisher, architecture = 'amd64' }: Head): string[] {
  return [
    `name: ${slug(name)}`,
    `version: ${quoted(version)}`,
    `title: ${quoted(name)}`,
    ...(publisher ? [`publisher: ${quoted(publisher)}`] : []),
    `kind: ${kind}`,
    `architecture: ${architecture}`,
  ];
}

function file(path: string, t: Say): string[] {
  const name = basename(path);
  return [
    `# ${t('Déposé par « software add » ; son SHA-256 est calculé alors.', 'Uploaded by “software add”, which computes its SHA-256.')}`,
    'file:',
    `  name: ${quoted(name)}`,
  ];
}

/** A text of the installer as a YAML text in quotes: JSON is one. */
function quoted(text: string): string {
  return JSON.stringify(
    readable(text)
      .replace(/[\t\n]/g, ' ')
      .slice(0, 200),
  );
}

function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-');
  return plain.replace(/^[-.]+|[-.]+$/g, '').slice(0, 63) || 'program';
}

function notMsix(path: string): InputError {
  const expected = { fr: 'un paquet avec son AppxManifest.xml', en: 'a package with its AppxManifest.xml' };
  return new InputError(
    { fr: `${path} n’est pas un paquet MSIX lisible`, en: `${path} is not an MSIX package that can be read` },
    [{ field: 'installer', found: basename(path), expected }],
  );
}
