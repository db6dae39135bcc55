import type { Tweak, TweakData, TweakHive, TweakTable } from '../../windows-tables/index.js';
import type { Contribution, MachineScript, ScriptPhase } from './contribution.js';
import {
  absent,
  binary,
  dword,
  registryScript,
  type RegistryHive,
  type RegistryValue,
  text,
} from './registry.js';

const HIVES: Record<TweakHive, RegistryHive> = {
  machine: 'machine',
  defaultUser: 'defaultUser',
  everyUser: 'currentUser',
  logonScreen: 'logonScreen',
};

/** The registry values of a section whose options stand in a table; options of their own are left to others. */
export function tweakValues(table: TweakTable, section: object | undefined): RegistryValue[] {
  return Object.entries(section ?? {}).flatMap(([key, value]) => {
    const tweak = table[key];
    return tweak === undefined || value === undefined
      ? []
      : valuesOf(tweak, value as string | number | boolean);
  });
}

function valuesOf(tweak: Tweak, value: string | number | boolean): RegistryValue[] {
  if (tweak.kind === 'amount') {
    return tweak.places.map(({ hive, key, name, of }) => registryValue(hive, key, name, of(Number(value))));
  }
  return tweak.places.flatMap(({ hive, key, name, data }) => {
    const datum = (data as Partial<Record<string, TweakData>>)[String(value)];
    return datum === undefined ? [] : [registryValue(hive, key, name, datum)];
  });
}

function registryValue(hive: TweakHive, key: string, name: string, data: TweakData): RegistryValue {
  const at = [HIVES[hive], key, name] as const;
  if (data === null) return absent(...at);
  if (typeof data === 'number') return dword(...at, data);
  return typeof data === 'string' ? text(...at, data) : binary(...at, data);
}

/** The phase in which a hive is written. */
const PHASES: Record<RegistryHive, ScriptPhase> = {
  machine: 'system',
  logonScreen: 'system',
  defaultUser: 'defaultUser',
  currentUser: 'everyUser',
};

const NAMES: Partial<Record<ScriptPhase, string>> = {
  system: 'pc',
  defaultUser: 'new-accounts',
  everyUser: 'each-account',
};

/** Scripts `comfort-pc`, `comfort-new-accounts` and `comfort-each-account`, as far as they have values to write. */
export function registryScripts(group: string, values: RegistryValue[]): MachineScript[] {
  return (['system', 'defaultUser', 'everyUser'] as const).flatMap((phase) => {
    const here = values.filter(({ hive }) => PHASES[hive] === phase);
    if (here.length === 0) return [];
    return [
      {
        phase,
        language: 'powershell' as const,
        name: `${group}-${NAMES[phase]}`,
        text: registryScript(here),
      },
    ];
  });
}

/** What a part of a group adds: registry values are gathered, so that each phase has one script of them. */
export interface Part {
  values?: RegistryValue[];
  settings?: Contribution['settings'];
  scripts?: MachineScript[];
}
