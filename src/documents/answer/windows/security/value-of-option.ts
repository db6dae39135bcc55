import { dword, type RegistryValue } from '../registry.js';

/** A DWORD of the PC; none where the option says nothing. */
export function set(key: string, name: string, value: number | boolean | undefined): RegistryValue[] {
  return value === undefined ? [] : [dword('machine', key, name, value)];
}

/** The opposite of a flag, for values that say what is off. */
export function not(flag: boolean | undefined): boolean | undefined {
  return flag === undefined ? undefined : !flag;
}
