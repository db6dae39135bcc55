import { z } from 'zod';
import { option } from '../option.js';

/** A value of the PC's registry that a script of the phase `system` sets: where an option lands. */
export function registry(key: string, name: string): string {
  return `script system HKLM\\${key} ${name}`;
}

/** An option that is on or off, or left as Windows has it. */
export function flag(description: string, ...landsIn: string[]) {
  return option(z.boolean().optional(), description, ...landsIn);
}

/** An option with a few values, or left as Windows has it. */
export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  description: string,
  ...landsIn: string[]
) {
  return option(z.enum(values).optional(), description, ...landsIn);
}
