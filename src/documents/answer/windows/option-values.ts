import { renderTemplate } from '../../../platform/template/index.js';
import {
  isOptionRow,
  type OptionHive,
  type OptionPlace,
  type OptionTree,
  type RegistryData,
  type RegistryPlace,
  type ScriptPlace,
  type SettingPlace,
} from '../../windows-tables/index.js';
import { place, type PlacedSettings, setting, type SettingElement } from './answer-tree.js';
import type { Contribution, MachineScript, ScriptPhase } from './contribution.js';
import {
  absent,
  binary,
  dword,
  registryPath,
  registryScript,
  type RegistryHive,
  type RegistryValue,
  text,
} from './registry.js';

/**
 * The contribution of the options of a tree that a section sets. Other options of the section are ignored. If two
 * options write the same registry value, the later one is used.
 */
export function optionPart(tree: OptionTree, section: object | undefined): Required<Part> {
  const asked = askedPlaces(tree, section);
  const registry = asked.flatMap(({ place, value }) => (place.to === 'registry' ? [{ place, value }] : []));
  const values = (late: boolean) =>
    lastOfEach(
      registry
        .filter(({ place }) => (place.late ?? false) === late)
        .flatMap(({ place, value }) => registryValues(place, value)),
    );
  return {
    values: values(false),
    lateValues: values(true),
    settings: asked.flatMap(({ place, value }) =>
      place.to === 'answer' ? [placedSetting(place, value)] : [],
    ),
    scripts: asked.flatMap(({ place, value }) => (place.to === 'script' ? scriptOf(place, value) : [])),
  };
}

function askedPlaces(tree: OptionTree, section: object = {}): { place: OptionPlace; value: unknown }[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const value = (section as Record<string, unknown>)[name];
    if (value === undefined) return [];
    if (!isOptionRow(node)) return askedPlaces(node, value as object);
    return node.places.map((place) => ({ place, value }));
  });
}

function lastOfEach(values: RegistryValue[]): RegistryValue[] {
  const byPath = new Map(values.map((value) => [`${registryPath(value)}\\\\${value.name}`, value]));
  return [...byPath.values()];
}

const HIVES: Record<OptionHive, RegistryHive> = {
  machine: 'machine',
  defaultUser: 'defaultUser',
  everyUser: 'currentUser',
  logonScreen: 'logonScreen',
};

function registryValues(place: RegistryPlace, value: unknown): RegistryValue[] {
  return Object.entries(place.values(value)).map(([name, data]) =>
    registryValue(HIVES[place.hive], place.key, name, data),
  );
}

function registryValue(hive: RegistryHive, key: string, name: string, data: RegistryData): RegistryValue {
  if (data === null) return absent(hive, key, name);
  if (typeof data === 'number') return dword(hive, key, name, data);
  return typeof data === 'string' ? text(hive, key, name, data) : binary(hive, key, name, data);
}

function placedSetting(at: SettingPlace, value: unknown): PlacedSettings | undefined {
  const [last = '', ...around] = at.path.split('/').reverse();
  const element = around.reduce<SettingElement | undefined>(
    (inside, name) => setting(name, [inside]),
    setting(last, at.data(value)),
  );
  return place(at.pass, at.component, [element]);
}

function scriptOf(place: ScriptPlace, value: unknown): MachineScript[] {
  const data = place.data(value);
  if (data === undefined) return [];
  const { phase, name, template } = place;
  return [powershell(phase, name, renderTemplate(`answer/windows/${template}.ps1`, data))];
}

/** The phase in which a hive is written. */
const PHASES: Record<RegistryHive, ScriptPhase> = {
  machine: 'system',
  logonScreen: 'system',
  defaultUser: 'defaultUser',
  currentUser: 'everyUser',
};

const NAMES = { system: 'pc', defaultUser: 'new-accounts', everyUser: 'each-account' };

/** Merges the parts of a group: one script of registry values for each phase, then the scripts of the parts. */
export function contributionOf(group: string, parts: Part[]): Contribution {
  const values = parts.flatMap((part) => part.values ?? []);
  const late = parts.flatMap((part) => part.lateValues ?? []);
  return {
    settings: parts.flatMap((part) => part.settings ?? []),
    scripts: [
      ...registryScripts(group, values),
      ...(late.length === 0 ? [] : [powershell('firstLogon', `${group}-late`, registryScript(late))]),
      ...parts.flatMap((part) => part.scripts ?? []),
    ],
  };
}

/** Scripts `comfort-pc`, `comfort-new-accounts` and `comfort-each-account`, if they have values to write. */
function registryScripts(group: string, values: RegistryValue[]): MachineScript[] {
  return (['system', 'defaultUser', 'everyUser'] as const).flatMap((phase) => {
    const here = values.filter(({ hive }) => PHASES[hive] === phase);
    return here.length === 0 ? [] : [powershell(phase, `${group}-${NAMES[phase]}`, registryScript(here))];
  });
}

export function powershell(phase: ScriptPhase, name: string, text: string): MachineScript {
  return { phase, language: 'powershell', name, text };
}

/** The contribution of one part of a group. */
export interface Part {
  values?: RegistryValue[];
  /** Values that are written at the first logon, after all other scripts of that phase. */
  lateValues?: RegistryValue[];
  settings?: Contribution['settings'];
  scripts?: MachineScript[];
}
