import { readFileSync } from 'node:fs';
import { type ValueRule, valueRule } from './value-rule.js';

/** The configuration passes, in the order in which Windows runs them. */
export const WINDOWS_PASSES = [
  'windowsPE',
  'offlineServicing',
  'generalize',
  'specialize',
  'auditSystem',
  'auditUser',
  'oobeSystem',
] as const;
export type WindowsPass = (typeof WINDOWS_PASSES)[number];

/** A set of passes: bit n is the nth of WINDOWS_PASSES. */
export type Passes = number;

/** A setting of the table, or the root of a component. */
export interface KnownSetting {
  name: string;
  /** Path below the component, `DiskConfiguration/Disk/DiskID`; '' for the component itself. */
  path: string;
  component: string;
  passes: Passes;
  value: ValueRule;
  children: Map<string, KnownSetting>;
  /** A list item: it has wcm:action and may be repeated. */
  listItem: boolean;
  /** A list item identified by wcm:keyValue. */
  keyed: boolean;
  /** Names of the settings that this one requires. */
  required: string[];
  /** Names of the settings that are usually needed with this one. */
  advised: string[];
  /** Whether Windows Setup itself reads the component, only in the passes that the reference lists. */
  acting: boolean;
}

export interface WindowsSettingsTable {
  /** Keys in lower case: names are case-insensitive in Windows. */
  components: Map<string, KnownSetting>;
  /** Every place of a name, to report where a misplaced setting belongs. */
  places: Map<string, KnownSetting[]>;
}

type ComponentFacts = Record<string, { passes: string; settings: Record<string, string> }>;

interface Amendments {
  groups: { components: Record<string, { settings: Record<string, string> }> }[];
  endings: { settings: Record<string, string> }[];
  lists: { items: Record<string, string>; keyed: string };
  companions: { required: Record<string, string>; advised: Record<string, string> };
  names: { components: Record<string, string> };
  acting: { components: string };
}

export function passBit(pass: string): Passes {
  const index = WINDOWS_PASSES.indexOf(pass as WindowsPass);
  return index < 0 ? 0 : 1 << index;
}

export function passesOf(bits: Passes): WindowsPass[] {
  return WINDOWS_PASSES.filter((_, index) => bits & (1 << index));
}

/** The settings of answer files: Microsoft's reference with our amendments. */
export const WINDOWS_SETTINGS: WindowsSettingsTable = compile(
  readTable<ComponentFacts>('windows-settings.json'),
  readTable<Amendments>('windows-amendments.json'),
);

/** A component by its name, case-insensitive. */
export function knownComponent(name: string): KnownSetting | undefined {
  return WINDOWS_SETTINGS.components.get(name.toLowerCase());
}

function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
}

function compile(facts: ComponentFacts, amendments: Amendments): WindowsSettingsTable {
  const components = new Map<string, KnownSetting>();
  const places = new Map<string, KnownSetting[]>();
  for (const [name, { passes, settings }] of Object.entries(facts)) {
    const amended = { ...settings };
    for (const { components: more } of amendments.groups) Object.assign(amended, more[name]?.settings);
    const root = rootOf(name, passes, amendments);
    for (const [path, words] of Object.entries(amended)) {
      if (words !== '!') place(root, path, wordsFor(path, words, amendments));
    }
    complete(root, amendments, places);
    components.set(name.toLowerCase(), root);
  }
  return { components, places };
}

function rootOf(name: string, passes: string, { names, acting }: Amendments): KnownSetting {
  const root = known(names.components[name] ?? name, '', '', bitsOf(passes), valueRule('text'));
  root.acting = acting.components.split(' ').includes(root.component);
  return root;
}

/** An amendment for a name suffix sets only the value rule; the passes are those of the setting. */
function wordsFor(path: string, words: string, { endings }: Amendments): string {
  for (const { settings } of endings) {
    for (const [ending, value] of Object.entries(settings)) {
      if (!path.endsWith(ending)) continue;
      const passes = words.split(' @ ')[1];
      return passes ? `${value} @ ${passes}` : value;
    }
  }
  return words;
}

/** `boolean @ specialize oobeSystem` at a path; creates missing containers on the path. */
function place(root: KnownSetting, path: string, words: string): void {
  const [value = '', passes] = words.split(' @ ');
  let at = root;
  for (const name of path.split('/')) {
    const below = at.path ? `${at.path}/${name}` : name;
    let next = at.children.get(name);
    if (!next) {
      next = { ...known(root.component, name, below, 0, valueRule('text')), acting: root.acting };
      at.children.set(name, next);
    }
    at = next;
  }
  at.passes = passes ? bitsOf(passes) : root.passes;
  at.value = valueRule(value);
}

/** Gives created containers the passes of their children, and marks lists and companions. */
function complete(setting: KnownSetting, amendments: Amendments, places: Map<string, KnownSetting[]>): void {
  for (const child of setting.children.values()) complete(child, amendments, places);
  const { lists, companions } = amendments;
  if (setting.path === '') return;
  for (const child of setting.children.values()) setting.passes |= child.passes;
  const item = lists.items[setting.name];
  setting.listItem = item !== undefined;
  setting.keyed = lists.keyed.split(' ').includes(setting.name);
  const existing = (names = '') => names.split(' ').filter((name) => setting.children.has(name));
  setting.required = existing(item ?? companions.required[setting.name]);
  setting.advised = existing(companions.advised[setting.name]);
  const alike = places.get(setting.name);
  if (alike) alike.push(setting);
  else places.set(setting.name, [setting]);
}

function known(
  component: string,
  name: string,
  path: string,
  passes: Passes,
  value: ValueRule,
): KnownSetting {
  return {
    name,
    path,
    component,
    passes,
    value,
    children: new Map(),
    listItem: false,
    keyed: false,
    required: [],
    advised: [],
    acting: false,
  };
}

function bitsOf(passes: string): Passes {
  return passes.split(' ').reduce((bits, pass) => bits | passBit(pass), 0);
}
