import { z } from 'zod';
import type { Bilingual } from '../../platform/core/index.js';
import type { Releases } from './targets.js';

/**
 * The hive of a registry value: the PC; the default user hive; each account at its first logon (for keys that are not
 * copied from the default user hive); the logon screen, which is the account of SYSTEM.
 */
export type OptionHive = 'machine' | 'defaultUser' | 'everyUser' | 'logonScreen';

/** A number is a REG_DWORD, a text a REG_SZ, bytes a REG_BINARY; null deletes the value. */
export type RegistryData = number | string | readonly number[] | null;

/** The data of a place for each value of the option. For a value without data, nothing is written. */
export type DataOf<V, D> = ((value: V) => D | undefined) | { readonly [W in WordOf<V>]?: D };
type WordOf<V> = V extends boolean ? `${V}` : V & string;

/** A registry value, or several whose names come from the value of the option. */
export interface RegistryPlace<V = unknown> {
  to: 'registry';
  hive: OptionHive;
  key: string;
  /** '' is the default value of the key; undefined if the names come from the value of the option. */
  name: string | undefined;
  /** True if it is written at the first logon, after all other scripts of that phase. */
  late?: boolean;
  /** The data of each registry value, by name. */
  values(value: V): Record<string, RegistryData>;
}

/** A registry value that is only read, to verify what another place wrote. */
export type ReadingPlace<V = unknown> = Omit<RegistryPlace<V>, 'to' | 'late'> & { to: 'reading' };

/** A setting of an answer file. */
export interface SettingPlace<V = unknown> {
  to: 'answer';
  pass: 'windowsPE' | 'specialize' | 'oobeSystem';
  component: string;
  /** `RunSynchronous/RunSynchronousCommand/Path` */
  path: string;
  data(value: V): string | number | boolean | undefined;
}

/** A node of a configuration service provider, which a management server sets. */
export interface CspPlace<V = unknown> {
  to: 'csp';
  uri: string;
  format: 'int' | 'chr' | 'bool' | 'xml';
  data(value: V): string | number | boolean | undefined;
}

/** A script of the answer file: the template `answer/windows/<template>.ps1`. */
export interface ScriptPlace<V = unknown> {
  to: 'script';
  phase: 'system' | 'defaultUser' | 'firstLogon' | 'everyUser';
  name: string;
  template: string;
  /** What the script changes, for the documentation. */
  changes: string;
  /** The values of the template; undefined if the script does not run. */
  data(value: V): object | undefined;
}

/** Written by its own code, for example because several options form one command. */
export interface CodePlace {
  to: 'code';
  /** The place for the documentation: `script system Set-NetFirewallProfile Domain -DefaultInboundAction` */
  words: string;
  /** The registry value that it writes, where another option may write it too. */
  writes?: Pick<RegistryPlace, 'hive' | 'key'> & { name: string };
}

export type OptionPlace<V = unknown> =
  RegistryPlace<V> | ReadingPlace<V> | SettingPlace<V> | CspPlace<V> | ScriptPlace<V> | CodePlace;

/**
 * One option of Windows. Schema, reference, answer file, management and measurements are all derived from its row, with
 * one function each. If a place has no data for a value, Windows keeps its default there.
 */
export interface OptionRow<S extends z.ZodType = z.ZodType> extends Releases {
  schema: S;
  description: Bilingual;
  places: readonly OptionPlace<z.output<S>>[];
}

export type OptionTable = Record<string, OptionRow>;

/** Options and groups of options, nested as in a section. */
export interface OptionTree {
  [name: string]: OptionRow | OptionTree;
}

export function isOptionRow(node: OptionRow | OptionTree): node is OptionRow {
  return Array.isArray(node.places);
}

/** An option of any type: the schema of its value, and its places. */
export function row<S extends z.ZodType>(
  description: Bilingual,
  schema: S,
  ...places: OptionPlace<NoInfer<z.output<S>>>[]
): OptionRow<S> {
  return { schema, description, places };
}

/** An option that is true or false. */
export function toggle(description: Bilingual, ...places: OptionPlace<boolean>[]): OptionRow<z.ZodBoolean> {
  return row(description, z.boolean(), ...places);
}

/** An option with a fixed list of words. */
export function choice<const V extends string>(
  description: Bilingual,
  values: readonly [V, ...V[]],
  ...places: OptionPlace<NoInfer<V>>[]
): OptionRow<z.ZodEnum<{ [K in V]: K }>> {
  return row<z.ZodEnum<{ [K in V]: K }>>(description, z.enum(values), ...(places as OptionPlace[]));
}

/** An option that is a whole number between `least` and `most`, both included. */
export function amount(
  description: Bilingual,
  least: number,
  most: number,
  ...places: OptionPlace<number>[]
): OptionRow<z.ZodInt> {
  return row(description, z.int().min(least).max(most), ...places);
}

/** Limits an option to some releases: `since({ from: 'windows-11-23h2' }, toggle(…))`. */
export function since<S extends z.ZodType>(releases: Releases, option: OptionRow<S>): OptionRow<S> {
  return { ...option, ...releases };
}

/** A registry value: the value of the option itself, or the data for each of its values. */
export function place<V>(
  hive: OptionHive,
  key: string,
  name: string,
  data: DataOf<V, RegistryData> = (value) => value as RegistryData,
): RegistryPlace<V> {
  const read = reader(data);
  return {
    to: 'registry',
    hive,
    key,
    name,
    values: (value) => {
      const datum = read(value);
      return datum === undefined ? {} : { [name]: datum };
    },
  };
}

/** A registry value of a toggle: 1 for true and 0 for false by default. */
export function flag(
  hive: OptionHive,
  key: string,
  name: string,
  yes: RegistryData = 1,
  no: RegistryData = 0,
): RegistryPlace<boolean> {
  return place(hive, key, name, (value) => (value ? yes : no));
}

/** Registry values whose names come from the value of the option, such as a list. */
export function names<V>(
  hive: OptionHive,
  key: string,
  values: (value: V) => Record<string, RegistryData>,
): RegistryPlace<V> {
  return { to: 'registry', hive, key, name: undefined, values };
}

/** The same place, written at the first logon. */
export function late<V>(registry: RegistryPlace<V>): RegistryPlace<V> {
  return { ...registry, late: true };
}

/** The registry value that shows the effect of a setting or script on a delivered PC. */
export function reading<V>(registry: RegistryPlace<V>): ReadingPlace<V> {
  return { ...registry, to: 'reading' };
}

/** A setting of an answer file: `setting('specialize', 'Microsoft-Windows-SQMAPI', 'CEIPEnabled', Number)`. */
export function setting<V>(
  pass: SettingPlace['pass'],
  component: string,
  path: string,
  data: DataOf<V, string | number | boolean> = (value) => value as string | number | boolean,
): SettingPlace<V> {
  return { to: 'answer', pass, component, path, data: reader(data) };
}

/** A node that a management server sets. */
export function csp<V>(
  uri: string,
  format: CspPlace['format'],
  data: DataOf<V, string | number | boolean> = (value) => value as string | number | boolean,
): CspPlace<V> {
  return { to: 'csp', uri, format, data: reader(data) };
}

/** A script that runs for the values that have data; `{}` if its template takes none. */
export function script<V>(
  phase: ScriptPlace['phase'],
  template: string,
  changes: string,
  data: (value: V) => object | undefined,
  name = template.slice(template.lastIndexOf('/') + 1),
): ScriptPlace<V> {
  return { to: 'script', phase, name, template, changes, data };
}

/** A part of the answer file that has its own code. */
export function elsewhere(words: string, writes?: CodePlace['writes']): CodePlace {
  return { to: 'code', words, writes };
}

function reader<V, D>(data: DataOf<V, D>): (value: V) => D | undefined {
  return typeof data === 'function' ? data : (value) => (data as Record<string, D>)[String(value)];
}

/** The name of a hive in the documentation. */
const HIVES: Record<OptionHive, string> = {
  machine: 'system HKLM',
  defaultUser: 'defaultUser HKCU',
  everyUser: 'everyUser HKCU',
  logonScreen: 'system HKU\\.DEFAULT',
};

/** The writer of an option: an answer file, or a management server. */
export type OptionWriter = 'answer' | 'management';

export function isWrittenBy({ to }: OptionPlace, writer: OptionWriter): boolean {
  return to !== 'reading' && (to === 'csp') === (writer === 'management');
}

/** The places of an option as text: `script defaultUser HKCU\Software\…\Advanced HideFileExt`. */
export function landsIn({ places }: OptionRow, writer: OptionWriter = 'answer'): string[] {
  return places.filter((one) => isWrittenBy(one, writer)).map(wordsOf);
}

function wordsOf(one: OptionPlace): string {
  switch (one.to) {
    case 'reading':
      return '';
    case 'registry': {
      const hive = one.late ? HIVES[one.hive].replace(/^\w+/, 'firstLogon') : HIVES[one.hive];
      return `script ${hive}\\${one.key}${one.name === undefined ? '' : ` ${one.name || '(Default)'}`}`;
    }
    case 'answer':
      return `${one.pass} ${one.component} ${one.path}`;
    case 'csp':
      return `csp ${one.uri}`;
    case 'script':
      return `script ${one.phase} ${one.changes}`;
    case 'code':
      return one.words;
  }
}

export const ADVANCED = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced';
export const EXPLORER = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer';
export const CURRENT_VERSION = 'Software\\Microsoft\\Windows\\CurrentVersion';
/** Policies of the PC, or of an account. */
export const POLICIES = 'SOFTWARE\\Policies\\Microsoft';
export const WINDOWS_POLICIES = `${POLICIES}\\Windows`;
