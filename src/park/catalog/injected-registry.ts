import { directives, installLines } from './inf/install.js';
import type { InfFile } from './inf/inf-file.js';
import { type InfRegistryEntry, readRegistry, type RegistryLine } from './inf/registry.js';
import type { InfService } from './inf/services.js';

/** The registry lines that are written, and the text of those that are left to Windows. */
export interface ChosenLines {
  lines: RegistryLine[];
  left: string[];
}

/** Values that name services which would have to be there too, or the PC does not start. */
const FILTERS = ['upperfilters', 'lowerfilters'];

/**
 * The values of the service: relative ones of its own section, and those that name its key in full, which vendors also
 * write in the sections of the device.
 */
export function serviceValues(inf: InfFile, install: string, service: InfService): ChosenLines {
  const { name, registry, dependencies } = service;
  const chosen = choose(registry, (entry) => (entry.root === 'HKR' ? entry.value : ownValue(entry, name)));
  const elsewhere = [install, `${install}.HW`].flatMap((section) => registryOf(inf, section));
  const lines = elsewhere.map((entry) => ownValue(entry, name)).filter((line) => line !== undefined);
  const value = dependencies.filter((each) => each !== '');
  const first: RegistryLine[] =
    value.length === 0 ? [] : [{ key: '', name: 'DependOnService', type: 'REG_MULTI_SZ', value }];
  return { lines: [...first, ...chosen.lines, ...lines], left: chosen.left };
}

/** The values of the device, from the `.HW` section; a filter driver is left to Windows' own installation. */
export function deviceLines(inf: InfFile, install: string, service: string): ChosenLines {
  const entries = registryOf(inf, `${install}.HW`).filter((entry) => ownValue(entry, service) === undefined);
  return choose(entries, ({ root, value }) => {
    if (root !== 'HKR' || value === undefined) return undefined;
    return FILTERS.includes(value.name.toLowerCase()) && !namesOnly(value, service) ? undefined : value;
  });
}

function registryOf(inf: InfFile, section: string): InfRegistryEntry[] {
  return readRegistry(inf, directives(inf, installLines(inf, section), 'AddReg').flat());
}

/** The value of a line that names the key of this service in full, relative to that key. */
function ownValue({ root, value }: InfRegistryEntry, service: string): RegistryLine | undefined {
  const own = `SYSTEM\\CurrentControlSet\\Services\\${service}`.toLowerCase();
  const key = value?.key.toLowerCase() ?? '';
  if (value === undefined || root !== 'HKLM' || (key !== own && !key.startsWith(`${own}\\`)))
    return undefined;
  return { ...value, key: value.key.slice(own.length + 1) };
}

function choose(
  entries: InfRegistryEntry[],
  written: (entry: InfRegistryEntry) => RegistryLine | undefined,
): ChosenLines {
  const chosen: ChosenLines = { lines: [], left: [] };
  for (const entry of entries) {
    const line = written(entry);
    if (line !== undefined) chosen.lines.push(line);
    // A key without values is made with its values, or has no effect.
    else if (!entry.isKeyOnly) chosen.left.push(entry.text);
  }
  return chosen;
}

function namesOnly({ value }: RegistryLine, service: string): boolean {
  return [value].flat().every((name) => String(name).toLowerCase() === service.toLowerCase());
}
