import { powerShellWord, renderTemplate } from '../../../platform/template/index.js';

/**
 * The hive of a value: the PC; the default user hive, which the phase `defaultUser` loads; the account that runs the
 * script; or SYSTEM, whose desktop is the logon screen.
 */
export type RegistryHive = 'machine' | 'defaultUser' | 'currentUser' | 'logonScreen';

const ROOTS: Record<RegistryHive, string> = {
  machine: 'HKEY_LOCAL_MACHINE',
  defaultUser: 'HKEY_USERS\\DefaultUser',
  currentUser: 'HKEY_CURRENT_USER',
  logonScreen: 'HKEY_USERS\\.DEFAULT',
};

/** A registry value; `name` '' is the default value of its key. `absent` deletes it. */
export type RegistryValue = { hive: RegistryHive; key: string; name: string } & (
  | { kind: 'dword'; value: number }
  | { kind: 'string' | 'expand'; value: string }
  | { kind: 'multi'; value: string[] }
  | { kind: 'binary'; value: readonly number[] }
  | { kind: 'absent' }
);

/** REG_DWORD, unsigned: 0 to 4294967295. */
export function dword(hive: RegistryHive, key: string, name: string, value: number | boolean): RegistryValue {
  return { hive, key, name, kind: 'dword', value: Number(value) };
}

/** REG_SZ. */
export function text(hive: RegistryHive, key: string, name: string, value: string): RegistryValue {
  return { hive, key, name, kind: 'string', value };
}

/** REG_EXPAND_SZ, with variables such as `%windir%`. */
export function expandable(hive: RegistryHive, key: string, name: string, value: string): RegistryValue {
  return { hive, key, name, kind: 'expand', value };
}

/** REG_MULTI_SZ; an item must not be empty or contain NUL. */
export function multiText(hive: RegistryHive, key: string, name: string, value: string[]): RegistryValue {
  return { hive, key, name, kind: 'multi', value };
}

/** REG_BINARY, each byte 0 to 255. */
export function binary(
  hive: RegistryHive,
  key: string,
  name: string,
  value: readonly number[],
): RegistryValue {
  return { hive, key, name, kind: 'binary', value };
}

/** The value is deleted; its key is kept. */
export function absent(hive: RegistryHive, key: string, name: string): RegistryValue {
  return { hive, key, name, kind: 'absent' };
}

/** The full name of a key, as in .reg files and .NET: `HKEY_LOCAL_MACHINE\SOFTWARE\…`. */
export function registryPath({ hive, key }: Pick<RegistryValue, 'hive' | 'key'>): string {
  return `${ROOTS[hive]}\\${key}`;
}

/** A .reg file with CR LF, ASCII only: other characters are written in hexadecimal. */
export function registryFile(values: RegistryValue[]): string {
  const keys = [...new Set(values.map(registryPath))];
  const blocks = keys.map((key) => {
    const here = values.filter((value) => registryPath(value) === key);
    return [`[${key}]`, ...here.map((value) => `${fileName(value.name)}=${fileData(value)}`), ''];
  });
  return ['Windows Registry Editor Version 5.00', '', ...blocks.flat()].join('\r\n');
}

function fileName(name: string): string {
  return name === '' ? '@' : quoted(name);
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function fileData(data: RegistryValue): string {
  switch (data.kind) {
    case 'dword':
      return `dword:${data.value.toString(16).padStart(8, '0')}`;
    case 'string':
      return /^[ -~]*$/.test(data.value) ? quoted(data.value) : `hex(1):${hexadecimal(`${data.value}\0`)}`;
    case 'expand':
      return `hex(2):${hexadecimal(`${data.value}\0`)}`;
    case 'multi':
      return `hex(7):${hexadecimal(`${data.value.map((item) => `${item}\0`).join('')}\0`)}`;
    case 'binary':
      return `hex:${Buffer.from(data.value)
        .toString('hex')
        .replace(/..(?!$)/g, '$&,')}`;
    case 'absent':
      return '-';
  }
}

function hexadecimal(value: string): string {
  return Buffer.from(value, 'utf16le')
    .toString('hex')
    .replace(/..(?!$)/g, '$&,');
}

/**
 * A PowerShell script that writes the values and reads each one back. It prints those that differ on stderr; the exit
 * code is their number. This detects values that an update or a policy blocks.
 */
export function registryScript(values: RegistryValue[]): string {
  functions ??= renderTemplate('answer/windows/registry.ps1', {});
  return `${functions}\n${values.map(scriptCall).join('')}\nexit $script:faults\n`;
}

/** The common start of these scripts, without values. */
let functions: string | undefined;

function scriptCall(value: RegistryValue): string {
  const at = `${powerShellWord(registryPath(value))} ${powerShellWord(value.name)}`;
  if (value.kind === 'absent') return `Remove-Value ${at}\n`;
  return `Set-Value ${at} ${powerShellWord(KINDS[value.kind])} ${scriptValue(value)}\n`;
}

/** Microsoft.Win32.RegistryValueKind */
const KINDS = {
  dword: 'DWord',
  string: 'String',
  expand: 'ExpandString',
  multi: 'MultiString',
  binary: 'Binary',
};

/** A DWORD as the signed number that .NET Framework needs; a list as an array. */
function scriptValue(data: Exclude<RegistryValue, { kind: 'absent' }>): string {
  if (data.kind === 'dword') return powerShellWord(String(data.value | 0));
  if (data.kind === 'multi' || data.kind === 'binary') {
    return `@(${data.value.map((item) => `${powerShellWord(String(item))}; `).join('')})`;
  }
  return powerShellWord(data.value);
}
