import { readFileSync } from 'node:fs';

/** Reads a JSON table in this folder. The program does not start if a table is invalid. */
export function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;
}
