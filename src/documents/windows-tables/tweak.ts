/**
 * Where a registry value of an option stands: the PC; the hive that every new account starts from; the
 * accounts themselves, once each (what the classes of an account hold cannot be given beforehand); the logon
 * screen, which is the account of the system.
 */
export type TweakHive = 'machine' | 'defaultUser' | 'everyUser' | 'logonScreen';

/** A number is a REG_DWORD, a text a REG_SZ, bytes a REG_BINARY; null: the value is removed. */
export type TweakData = number | string | readonly number[] | null;

/** One registry value, and what it holds for each value of the option; what is not named leaves it alone. */
export interface TweakPlace<V extends string = string> {
  hive: TweakHive;
  key: string;
  /** '' is the unnamed value of the key. */
  name: string;
  data: Partial<Record<V, TweakData>>;
}

/** An option that is true or false. */
export interface Toggle {
  kind: 'toggle';
  description: string;
  places: TweakPlace<'true' | 'false'>[];
}

/** An option that is one of several words. */
export interface Choice<V extends string = string> {
  kind: 'choice';
  description: string;
  values: readonly [V, ...V[]];
  places: TweakPlace<V>[];
}

/** An option that is a whole number, from `least` to `most`. */
export interface Amount {
  kind: 'amount';
  description: string;
  least: number;
  most: number;
  places: AmountPlace[];
}

/** One registry value that holds the number: as a REG_DWORD, as a REG_SZ, or what is made of it. */
export interface AmountPlace {
  hive: TweakHive;
  key: string;
  name: string;
  of: (amount: number) => TweakData;
}

export type Tweak = Toggle | Choice | Amount;
export type TweakTable = Record<string, Tweak>;

export function toggle(description: string, ...places: TweakPlace<'true' | 'false'>[]): Toggle {
  return { kind: 'toggle', description, places };
}

export function choice<const V extends string>(
  description: string,
  values: readonly [V, ...V[]],
  ...places: TweakPlace<NoInfer<V>>[]
): Choice<V> {
  return { kind: 'choice', description, values, places };
}

export function amount(description: string, least: number, most: number, ...places: AmountPlace[]): Amount {
  return { kind: 'amount', description, least, most, places };
}

/** The number itself, or what is made of it. */
export function figure(
  hive: TweakHive,
  key: string,
  name: string,
  of: AmountPlace['of'] = (amount) => amount,
): AmountPlace {
  return { hive, key, name, of };
}

/** A value that says yes with one datum and no with another, 1 and 0 unless told. */
export function flag(
  hive: TweakHive,
  key: string,
  name: string,
  yes: TweakData = 1,
  no: TweakData = 0,
): TweakPlace<'true' | 'false'> {
  return { hive, key, name, data: { true: yes, false: no } };
}

export function place<V extends string>(
  hive: TweakHive,
  key: string,
  name: string,
  data: Partial<Record<V, TweakData>>,
): TweakPlace<V> {
  return { hive, key, name, data };
}

/** How the documentation names a hive. */
const HIVES: Record<TweakHive, string> = {
  machine: 'system HKLM',
  defaultUser: 'defaultUser HKCU',
  everyUser: 'everyUser HKCU',
  logonScreen: 'system HKU\\.DEFAULT',
};

/** `script defaultUser HKCU\Software\…\Advanced HideFileExt`, for each value of an option. */
export function tweakLandsIn({ places }: Tweak): string[] {
  return places.map(({ hive, key, name }) => `script ${HIVES[hive]}\\${key} ${name || '(Default)'}`);
}

export const ADVANCED = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced';
export const EXPLORER = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer';
export const CURRENT_VERSION = 'Software\\Microsoft\\Windows\\CurrentVersion';
/** Policies of the PC, or of an account. */
export const POLICIES = 'SOFTWARE\\Policies\\Microsoft';
export const WINDOWS_POLICIES = `${POLICIES}\\Windows`;
