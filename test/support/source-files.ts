import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of each file below a folder of the project whose name ends so, by its path in that folder. */
export function filesBelow(folder: string, ending: string): Map<string, string> {
  const directory = join(import.meta.dirname, '../..', folder);
  const names = readdirSync(directory, { encoding: 'utf8', recursive: true });
  const wanted = names.filter((name) => name.endsWith(ending) && !/\.(spec|test)\.ts$/.test(name)).sort();
  return new Map(wanted.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

/** The first group of each match of `pattern` in the text. */
export function groupsOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}
