import { createHash } from 'node:crypto';
import { type Bilingual, PermanentError, type Sha256 } from '../../platform/core/index.js';
import { copiedFiles } from './inf/files.js';
import { InfFile } from './inf/inf-file.js';
import { directives, installLines, installName } from './inf/install.js';
import { readManufacturers } from './inf/models.js';
import type { RegistryLine } from './inf/registry.js';
import { type InfService, readService, serviceLines } from './inf/services.js';
import { type InfVersion, readVersion } from './inf/version.js';
import { type ChosenLines, deviceLines, serviceValues } from './injected-registry.js';

export interface InjectedFile {
  path: string;
  url: string;
  sha256: Sha256;
  bytes: number;
}

/** What the environment writes into an image so that Windows starts with a driver (`inject-drivers` of the agent). */
export interface Injection {
  inf: Pick<InfVersion, 'provider' | 'classGuid' | 'class' | 'date' | 'version'> & {
    name: string;
    /** The name of the package in Windows' driver store. */
    package: string;
  };
  service: {
    name: string;
    type: number;
    start: number;
    errorControl: number;
    imagePath: string;
    group?: string;
    /** Relative to the key of the service. */
    values: RegistryLine[];
  };
  files: InjectedFile[];
  ids: { id: string; configuration: string; hardware: boolean }[];
  configuration: {
    name: string;
    service: string;
    /** Relative to the key of the device. */
    device: RegistryLine[];
  };
}

/** A package whose files are stored. */
export interface InjectedPackage {
  /** The name of the INF. */
  inf: string;
  /** The bytes of the INF. */
  bytes: Buffer;
  files: { path: string; sha256: Sha256; bytes: number }[];
}

/** Which models of the INF were chosen for the device. */
export interface InjectedModel {
  manufacturer: number;
  decoration: string;
  section: string;
}

export interface InjectionResult {
  injection: Injection;
  /** Lines of the INF that are left to Windows' own installation. */
  left: string[];
}

/** Windows' numbers of folders: System32\drivers, and the driver store. */
const DRIVERS_FOLDERS = [12, 13];

/**
 * What is written into an image for a driver without which Windows cannot start. The .sys goes to System32\drivers,
 * also when the INF leaves it in the driver store: that is where other tools put it, and images start from there.
 * Throws PermanentError when the INF asks for what cannot be written so.
 */
export function injectionOf(
  found: InjectedPackage,
  model: InjectedModel,
  urlOf: (sha256: Sha256) => string,
): InjectionResult {
  const inf = new InfFile(found.bytes);
  const version = readVersion(inf);
  const install = installName(inf, model.section);
  if (version === undefined || install === undefined) throw notInjectable(found.inf, NO_SECTION);
  const service = functionService(inf, install, found.inf);
  const values = serviceValues(inf, install, service);
  const device = deviceLines(inf, install, service.name);
  const { imagePath, ...binary } = binaryOf(inf, install, service, found);
  return {
    injection: {
      inf: { name: found.inf, package: packageName(found), ...identity(version) },
      service: serviceKey(service, imagePath, values),
      files: [binary, ...inStore(found)].map((each) => ({ ...each, url: urlOf(each.sha256) })),
      ids: idsOf(inf, model, install),
      configuration: { name: install, service: service.name, device: device.lines },
    },
    left: [...values.left, ...device.left, ...deleted(inf, install)],
  };
}

function identity({ provider, classGuid, class: name, date, version }: InfVersion) {
  return { provider, classGuid, class: name, date, version };
}

/** `labscsi.inf_amd64_0123456789abcdef`; pnputil refuses a name without architecture and hash. */
/** The package as Windows keeps it, so that Windows can install it itself, check it and remove it. */
function inStore(found: InjectedPackage): Omit<InjectedFile, 'url'>[] {
  const folder = `Windows/System32/DriverStore/FileRepository/${packageName(found)}`;
  return found.files.map(({ path, sha256, bytes }) => ({ path: `${folder}/${path}`, sha256, bytes }));
}

function packageName({ inf, bytes }: InjectedPackage): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${inf.toLowerCase()}_amd64_${hash}`;
}

function functionService(inf: InfFile, install: string, name: string): InfService {
  const line = serviceLines(inf, install).services.find(({ isFunction, name }) => isFunction && name !== '');
  const service = line && readService(inf, line);
  if (service === undefined) throw notInjectable(name, NO_SERVICE);
  return service;
}

function serviceKey(service: InfService, imagePath: string, { lines }: ChosenLines): Injection['service'] {
  const { name, type, start, errorControl, group } = service;
  return { name, type, start, errorControl, imagePath, ...(group !== undefined && { group }), values: lines };
}

function binaryOf(inf: InfFile, install: string, { binary }: InfService, found: InjectedPackage) {
  if (binary === undefined || !DRIVERS_FOLDERS.includes(binary.folder))
    throw notInjectable(found.inf, NO_FOLDER);
  const path = binary.path.replaceAll('\\', '/');
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const reference = copiedFiles(inf, [install]).find(({ target }) => target.toLowerCase() === name);
  const wanted = (reference?.path ?? name).toLowerCase();
  const stored = found.files.find((file) => file.path.toLowerCase() === wanted);
  if (stored === undefined || path.split('/').includes('..')) throw notInjectable(found.inf, MISSING(name));
  return {
    path: `Windows/System32/drivers/${path}`,
    imagePath: `System32\\drivers\\${path.replaceAll('/', '\\')}`,
    sha256: stored.sha256,
    bytes: stored.bytes,
  };
}

/** The ids of the models that have this install section: another slot or revision must not leave the PC without disk. */
function idsOf(inf: InfFile, { manufacturer, decoration, section }: InjectedModel, install: string) {
  const models = readManufacturers(inf)[manufacturer]?.models.find((each) => each.decoration === decoration);
  const same = (models?.models ?? []).filter(
    (model) => model.section.toLowerCase() === section.toLowerCase(),
  );
  const ids = new Map<string, boolean>();
  for (const { hardwareId } of same) if (hardwareId !== undefined) ids.set(hardwareId, true);
  for (const id of same.flatMap((model) => model.compatibleIds)) if (!ids.has(id)) ids.set(id, false);
  return [...ids].map(([id, hardware]) => ({ id, configuration: install, hardware }));
}

function deleted(inf: InfFile, install: string): string[] {
  const sections = [install, `${install}.HW`].flatMap((name) =>
    directives(inf, installLines(inf, name), 'DelReg').flat(),
  );
  return sections.filter(Boolean).map((name) => `DelReg = ${name}`);
}

const NO_SECTION: Bilingual = {
  fr: 'la section d’installation manque',
  en: 'its install section is missing',
};
const NO_SERVICE: Bilingual = {
  fr: 'il ne décrit pas le service du périphérique (AddService avec 0x2)',
  en: 'it does not describe the service of the device (AddService with 0x2)',
};
const NO_FOLDER: Bilingual = {
  fr: 'le fichier du service n’est ni dans %12% ni dans %13%',
  en: 'the file of the service is neither in %12% nor in %13%',
};
const MISSING = (name: string): Bilingual => ({
  fr: `le fichier ${name} manque dans le paquet importé`,
  en: `the file ${name} is missing in the imported package`,
});

function notInjectable(inf: string, why: Bilingual): PermanentError {
  return new PermanentError(
    {
      fr: `${inf} ne peut pas être mis dans l’image avant le premier démarrage : ${why.fr}`,
      en: `${inf} cannot be put into the image before the first start: ${why.en}`,
    },
    {
      remedy: {
        fr: 'Importez le paquet complet du fabricant (etabli driver import).',
        en: 'Import the complete package of the vendor (etabli driver import).',
      },
    },
  );
}
