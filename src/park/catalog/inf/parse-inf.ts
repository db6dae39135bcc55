import type { Bilingual } from '../../../platform/core/index.js';
import type { InfEncoding } from './decode.js';
import { copiedFiles, type InfFileReference } from './files.js';
import type { InfFinding } from './finding.js';
import { InfFile } from './inf-file.js';
import { directives, installLines, installName } from './install.js';
import { type InfManufacturer, readManufacturers } from './models.js';
import { serviceLines } from './services.js';
import { parseDecoration } from './target-os.js';
import { type InfVersion, readVersion } from './version.js';

/** What matching needs to know about an install section for amd64. */
export interface InfInstall {
  /** Its name with the decoration that counts. */
  name: string;
  /** The function service; undefined for a null driver, or when it comes from another INF. */
  service?: string;
  /** The section of another INF that gives the service: `MFINSTALL.mf.Services`. */
  serviceFrom?: string;
  /** 0 (best) to 255. */
  featureScore: number;
}

/** What an INF says, without the file names of one machine. */
export interface ParsedInf {
  encoding: InfEncoding;
  version: InfVersion;
  manufacturers: InfManufacturer[];
  /** Those that Windows' list for people does not show; they are installed all the same. */
  excludedFromSelect: string[];
  /** By the name that the models give, in lower case. Only sections that exist for amd64. */
  installs: Record<string, InfInstall>;
  files: InfFileReference[];
  /** `amd64`, `x86`, `arm64`: those that its models are for. */
  architectures: string[];
}

/** The result of reading a file: an INF, or why it is none that can be imported. Never throws. */
export type InfReading = { findings: InfFinding[] } & (
  { inf: ParsedInf; refused?: undefined } | { inf?: undefined; refused: Bilingual }
);

/** The largest INFs of vendors have about 5 MB. */
export const MOST_INF_BYTES = 16 << 20;
const DEFAULT_FEATURE_SCORE = 0xff;

/** Reads an INF. What is wrong with it is told by findings; what makes it useless, by `refused`. */
export function parseInf(bytes: Buffer): InfReading {
  if (bytes.length > MOST_INF_BYTES) return { findings: [], refused: TOO_LARGE };
  const file = new InfFile(bytes);
  const version = readVersion(file);
  if (version === undefined) return { findings: file.findings.all(), refused: NO_VERSION };
  if (!file.has('Manufacturer')) return { findings: file.findings.all(), refused: NO_DEVICES };
  const manufacturers = readManufacturers(file);
  const architectures = architecturesOf(manufacturers);
  if (architectures.length === 0) return { findings: file.findings.all(), refused: NO_DEVICES };
  const installs = readInstalls(file, manufacturers);
  const names = Object.values(installs).map(({ name }) => name);
  const inf: ParsedInf = {
    encoding: file.encoding,
    version,
    manufacturers,
    excludedFromSelect: file.lists('ControlFlags', 'ExcludeFromSelect').flat().slice(0, 1_000),
    installs,
    files: copiedFiles(file, names),
    architectures,
  };
  return { inf, findings: file.findings.all() };
}

function readInstalls(file: InfFile, manufacturers: InfManufacturer[]): Record<string, InfInstall> {
  const installs = new Map<string, InfInstall>();
  const missing = new Set<string>();
  for (const { decoration, models } of manufacturers.flatMap((each) => each.models)) {
    if (architectureOf(decoration) !== 'amd64') continue;
    for (const { section } of models) {
      const key = section.toLowerCase();
      if (installs.has(key) || missing.has(key)) continue;
      const install = readInstall(file, section);
      if (install === undefined) {
        missing.add(key);
        file.findings.add(
          `section d’installation absente : ${section.slice(0, 80)}`,
          `no install section: ${section.slice(0, 80)}`,
        );
      } else installs.set(key, install);
    }
  }
  return Object.fromEntries(installs);
}

function readInstall(file: InfFile, section: string): InfInstall | undefined {
  const name = installName(file, section);
  if (name === undefined) return undefined;
  const { services, elsewhere } = serviceLines(file, name);
  const service = services.find(({ isFunction, name }) => isFunction && name !== '')?.name;
  const [score] = directives(file, installLines(file, name), 'FeatureScore').flat();
  const featureScore = score === undefined ? DEFAULT_FEATURE_SCORE : parseInt(score, 16);
  return {
    name,
    ...(service !== undefined && { service }),
    ...(service === undefined && elsewhere[0] !== undefined && { serviceFrom: elsewhere[0] }),
    featureScore: featureScore >= 0 && featureScore <= 0xff ? featureScore : DEFAULT_FEATURE_SCORE,
  };
}

function architecturesOf(manufacturers: InfManufacturer[]): string[] {
  const found = manufacturers
    .flatMap(({ models }) => models)
    .filter(({ models }) => models.length > 0)
    .map(({ decoration }) => architectureOf(decoration));
  return [...new Set(found)].sort();
}

/** Since Windows Server 2003 SP1, a decoration without architecture is for x86. */
function architectureOf(decoration: string): string {
  return parseDecoration(decoration)?.architecture ?? 'x86';
}

const TOO_LARGE: Bilingual = {
  fr: 'fichier de plus de 16 Mio : ce n’est pas un INF',
  en: 'file of more than 16 MiB: this is no INF',
};
const NO_VERSION: Bilingual = {
  fr: 'pas de section [Version] avec une Signature de Windows : ce n’est pas un INF de pilote',
  en: 'no [Version] section with a Signature of Windows: this is no INF of a driver',
};
const NO_DEVICES: Bilingual = {
  fr: 'aucun périphérique dans [Manufacturer] : cet INF n’installe pas de pilote de matériel',
  en: 'no device in [Manufacturer]: this INF does not install a driver of hardware',
};
