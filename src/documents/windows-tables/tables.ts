import { readFileSync } from 'node:fs';

/** One of the tables beside this file; it is part of the program, so that a broken one stops the start. */
export function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;
}
