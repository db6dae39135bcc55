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

/** The values of the service: relative ones, and those that name its own key in full. */
export function serviceValues({ name, registry, dependencies }: InfService): ChosenLines {
  const prefix = `SYSTEM\\CurrentControlSet\\Services\\${name}`.toLowerCase();
  const chosen = choose(registry, (entry) => {
    if (entry.value === undefined) return undefined;
    if (entry.root === 'HKR') return entry.value;
    const key = entry.value.key.toLowerCase();
    if (entry.root !== 'HKLM' || (key !== prefix && !key.startsWith(`${prefix}\\`))) return undefined;
    return { ...entry.value, key: entry.value.key.slice(prefix.length + 1) };
  });
  const value = dependencies.filter((each) => each !== '');
  if (value.length === 0) return chosen;
  const line: RegistryLine = { key: '', name: 'DependOnService', type: 'REG_MULTI_SZ', value };
  return { ...chosen, lines: [line, ...chosen.lines] };
}

/** The values of the device, from the `.HW` section; a filter driver is left to Windows' own installation. */
export function deviceLines(inf: InfFile, install: string, service: string): ChosenLines {
  const sections = directives(inf, installLines(inf, `${install}.HW`), 'AddReg').flat();
  return choose(readRegistry(inf, sections), ({ root, value }) => {
    if (root !== 'HKR' || value === undefined) return undefined;
    return FILTERS.includes(value.name.toLowerCase()) && !namesOnly(value, service) ? undefined : value;
  });
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
