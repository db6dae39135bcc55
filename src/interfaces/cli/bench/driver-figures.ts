import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogModule, parseInf, VendorPacks } from '../../../park/catalog/index.js';
import { SYSTEM } from '../../../platform/account/index.js';
import { loadConfig } from '../../../platform/config/index.js';
import { SERVER_MODULES, withLocal } from '../local-context.js';
import type { Terminal } from '../terminal.js';
import { rateOf, timed } from './rates.js';

/** Models of each made-up INF: those of vendors have from one to some hundreds. */
const MODELS = 100;
const INFS = 500;
/** Systems of each maker's made-up catalogue: about what the three catalogues have together. */
const SYSTEMS = 4_000;
const LOOK_UPS = 2_000;

/** Prints how many INFs are read in a second, of a folder or made up, and how long the look-up of a pack takes. */
export async function driverFigures(terminal: Terminal, folder?: string): Promise<void> {
  const files = folder === undefined ? madeUpInfs() : await infsOf(folder);
  const inf = { files: files.length, megabytes: sumOf(files) / 1e6, ...parsing(files) };
  const lookUp = await lookUps();
  terminal.result({ inf, lookUp }, () => [
    `INF: ${inf.files} files, ${inf.megabytes.toFixed(1)} MB: ${inf.perSecond.toFixed(0)} a second, p50 ${inf.p50.toFixed(2)} ms, p99 ${inf.p99.toFixed(2)} ms`,
    `driver pack of a machine, ${3 * SYSTEMS} systems: p50 ${lookUp.p50.toFixed(2)} ms, p99 ${lookUp.p99.toFixed(2)} ms`,
  ]);
}

function parsing(files: readonly Buffer[]) {
  const times: number[] = [];
  const began = performance.now();
  for (const file of files) {
    const start = performance.now();
    parseInf(file);
    times.push(performance.now() - start);
  }
  return rateOf(times, performance.now() - began);
}

async function infsOf(folder: string): Promise<Buffer[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => /\.inf$/i.test(name)).map((name) => join(folder, name));
  return Promise.all(paths.map((path) => readFile(path)));
}

/** Half of them in UTF-16, as vendors write them. */
function madeUpInfs(): Buffer[] {
  return Array.from({ length: INFS }, (_, index) => {
    const text = madeUpInf(index);
    return index % 2 === 0 ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, 'utf16le');
  });
}

function madeUpInf(index: number): string {
  const models = Array.from(
    { length: MODELS },
    (_, model) => `%Device% = Install, PCI\\VEN_8086&DEV_${(index * MODELS + model).toString(16)}`,
  );
  return [
    '[Version]',
    'Signature = "$Windows NT$"\nClass = Net\nProvider = %Maker%\nDriverVer = 01/31/2026, 1.2.3.4',
    '[Manufacturer]\n%Maker% = Models, NTamd64.10.0',
    `[Models.NTamd64.10.0]\n${models.join('\n')}`,
    '[Install]\nCopyFiles = @device.sys\n[Install.Services]\nAddService = device, 2, Service',
    '[Service]\nServiceType = 1\nStartType = 3\nErrorControl = 1\nServiceBinary = %12%\\device.sys',
    '[Strings]\nMaker = "Maker"\nDevice = "Device"',
  ].join('\n');
}

/** The look-up over the catalogues of three makers, in a database of its own. */
async function lookUps() {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-bench-'));
  await chmod(folder, 0o755); // as root, the database runs under another account
  const settings = { ETABLI_DATA_DIR: join(folder, 'data'), ETABLI_KEY_FILE: join(folder, 'key') };
  try {
    return await withLocal(loadConfig(settings), [...SERVER_MODULES, CatalogModule], async (context) => {
      const packs = context.get(VendorPacks);
      for (const catalogue of madeUpCatalogues()) await packs.import(Buffer.from(catalogue), SYSTEM);
      return timed(LOOK_UPS, 1, (index) => {
        const system = { manufacturer: 'LENOVO', product: idOf(index % SYSTEMS) };
        return packs.resolve({ system, board: undefined }, 26_100);
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function idOf(index: number): string {
  return index.toString(16).toUpperCase().padStart(4, '0');
}

function madeUpCatalogues(): string[] {
  const ids = Array.from({ length: SYSTEMS }, (_, index) => idOf(index));
  const dell = ids.map(
    (id) =>
      `<DriverPackage type="win" path="${id}.cab"><SupportedOperatingSystems><OperatingSystem osCode="Windows11" osArch="x64"/></SupportedOperatingSystems><SupportedSystems><Brand><Model systemID="${id}" name="${id}"/></Brand></SupportedSystems></DriverPackage>`,
  );
  const hp = ids.map(
    (id) =>
      `<ProductOSDriverPack><SystemId>${id}</SystemId><OSName>Windows 11 64-bit, 24H2</OSName><SoftPaqId>sp</SoftPaqId></ProductOSDriverPack>`,
  );
  const lenovo = ids.map(
    (id) =>
      `<Model name="${id}"><Types><Type>${id}</Type></Types><SCCM os="win11" version="24H2">https://download.lenovo.com/${id}.exe</SCCM></Model>`,
  );
  return [
    `<DriverPackManifest>${dell.join('')}</DriverPackManifest>`,
    `<HPClientDriverPackCatalog><SoftPaqList><SoftPaq><Id>sp</Id><Url>https://ftp.hp.com/sp.exe</Url></SoftPaq></SoftPaqList><ProductOSDriverPackList>${hp.join('')}</ProductOSDriverPackList></HPClientDriverPackCatalog>`,
    `<ModelList>${lenovo.join('')}</ModelList>`,
  ];
}

function sumOf(files: readonly Buffer[]): number {
  return files.reduce((sum, { length }) => sum + length, 0);
}
