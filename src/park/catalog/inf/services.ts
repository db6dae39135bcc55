import { directives, installLines } from './install.js';
import type { InfFile } from './inf-file.js';
import { type InfRegistryEntry, readRegistry } from './registry.js';

/** One `AddService` of an install section. */
export interface InfServiceLine {
  /** Empty for a null driver: `AddService = , 2`. */
  name: string;
  /** SPSVCINST_ASSOCSERVICE: the service that drives the device. */
  isFunction: boolean;
  /** The section that describes the service. */
  section: string;
}

/** A service-install section. */
export interface InfService {
  name: string;
  type: number;
  start: number;
  errorControl: number;
  /** `%12%\x.sys`: the number of the folder and the path in it; undefined when it is not written so. */
  binary?: { folder: number; path: string };
  group?: string;
  dependencies: string[];
  displayName?: string;
  registry: InfRegistryEntry[];
}

/** SPSVCINST_ASSOCSERVICE of the AddService directive. */
const ASSOCIATED = 0x2;

/** The services that a decorated install section adds; `elsewhere` as in InstallLines. */
export function serviceLines(
  inf: InfFile,
  install: string,
): { services: InfServiceLine[]; elsewhere: string[] } {
  const found = installLines(inf, `${install}.Services`);
  const services = directives(inf, found, 'AddService').map(([name = '', flags = '', section = '']) => ({
    name,
    isFunction: (Number(flags) & ASSOCIATED) !== 0,
    section,
  }));
  return { services, elsewhere: found.elsewhere };
}

/** Reads a service-install section; undefined when a number that Windows needs is missing or wrong. */
export function readService(inf: InfFile, { name, section }: InfServiceLine): InfService | undefined {
  const number = (key: string) => Number(inf.value(section, key) ?? NaN);
  const [type, start, errorControl] = [number('ServiceType'), number('StartType'), number('ErrorControl')];
  if (Number.isNaN(type) || Number.isNaN(start) || Number.isNaN(errorControl)) {
    inf.findings.add(`service incomplet : ${name}`, `incomplete service: ${name}`);
    return undefined;
  }
  return {
    name,
    type,
    start,
    errorControl,
    binary: readBinary(inf.value(section, 'ServiceBinary') ?? ''),
    group: inf.value(section, 'LoadOrderGroup'),
    dependencies: inf.lists(section, 'Dependencies').flat(),
    displayName: inf.value(section, 'DisplayName'),
    registry: readRegistry(inf, inf.lists(section, 'AddReg').flat()),
  };
}

function readBinary(text: string): InfService['binary'] {
  const found = /^%(\d+)%\\(.+)$/.exec(text.trim());
  return found === null ? undefined : { folder: Number(found[1]), path: found[2]! };
}
