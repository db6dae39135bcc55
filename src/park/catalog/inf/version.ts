import type { InfFile } from './inf-file.js';
import { quoted } from './finding.js';

/** What `[Version]` says. */
export interface InfVersion {
  class: string;
  /** `{4d36e97b-e325-11ce-bfc1-08002be10318}`, in lower case; empty when there is none. */
  classGuid: string;
  provider: string;
  /** `2026-01-31`; empty when there is none. */
  date: string;
  /** Four numbers: `1.2.3.4`; `0.0.0.0` when there is none. */
  version: string;
  /** The catalog files for amd64, most specific first. */
  catalogFiles: string[];
  pnpLockdown: boolean;
}

const SECTION = 'Version';
const GUID = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/;
/** What Windows accepts; anything else is not an INF of Windows, for instance `autorun.inf`. */
const SIGNATURES = ['$windows nt$', '$chicago$', '$windows 95$'];

/** Undefined when the file has no valid signature, so that it is no INF of Windows. */
export function readVersion(inf: InfFile): InfVersion | undefined {
  const signature = inf.value(SECTION, 'Signature')?.toLowerCase();
  if (signature === undefined || !SIGNATURES.includes(signature)) return undefined;
  return {
    class: inf.value(SECTION, 'Class') ?? '',
    classGuid: readGuid(inf),
    provider: inf.value(SECTION, 'Provider') ?? '',
    ...readDriverVer(inf),
    catalogFiles: ['CatalogFile.NTamd64', 'CatalogFile.NT', 'CatalogFile']
      .map((key) => inf.value(SECTION, key))
      .filter((name) => name !== undefined),
    pnpLockdown: inf.value(SECTION, 'PnpLockdown') === '1',
  };
}

function readGuid(inf: InfFile): string {
  const found = inf.value(SECTION, 'ClassGuid')?.toLowerCase();
  if (found === undefined) return '';
  if (GUID.test(found)) return found;
  inf.findings.add(`ClassGuid invalide : ${quoted(found)}`, `invalid ClassGuid: ${quoted(found)}`);
  return '';
}

/** `DriverVer = mm/dd/yyyy [, w.x.y.z]`; the date is American, whatever the language of the file. */
function readDriverVer(inf: InfFile): { date: string; version: string } {
  const [date = '', version = ''] = inf.lists(SECTION, 'DriverVer')[0] ?? [];
  const read = { date: isoDate(date), version: fourNumbers(version) };
  if (read.date === undefined || read.version === undefined) {
    const found = quoted(`${date},${version}`);
    inf.findings.add(`DriverVer invalide : ${found}`, `invalid DriverVer: ${found}`);
  }
  return { date: read.date ?? '', version: read.version ?? '0.0.0.0' };
}

function isoDate(text: string): string | undefined {
  const found = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (found === null) return undefined;
  const [, month, day, year] = found.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1601;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

function fourNumbers(text: string): string | undefined {
  if (text === '') return '0.0.0.0';
  if (!/^\d+(\.\d+){0,3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  if (parts.some((part) => part > 0xffff)) return undefined;
  return [0, 1, 2, 3].map((index) => parts[index] ?? 0).join('.');
}
