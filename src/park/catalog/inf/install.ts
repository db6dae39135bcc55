import type { InfFile } from './inf-file.js';
import type { InfLine } from './sections.js';

/** The lines of an install section and of those that it needs. */
export interface InstallLines {
  lines: InfLine[];
  /** What it takes from other INFs, such as `mf.inf` of Windows: their contents are unknown here. */
  elsewhere: string[];
}

/** A section may need others, which need others. */
const MOST_NEEDED = 32;

/**
 * The name of an install section as this INF has it for amd64: with `.NTamd64`, with `.NT`, or without decoration.
 * Windows takes the first that exists; it is also the name of the configuration in the image's registry.
 */
export function installName(inf: InfFile, section: string): string | undefined {
  return [`${section}.NTamd64`, `${section}.NT`, section].find((name) => inf.has(name));
}

/** The lines of a section, then those of the sections that `Needs` names and that are in this INF. */
export function installLines(inf: InfFile, section: string): InstallLines {
  const lines: InfLine[] = [];
  const elsewhere: string[] = [];
  const seen = new Set<string>();
  const wanted = [section];
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (seen.has(name.toLowerCase()) || seen.size > MOST_NEEDED) continue;
    seen.add(name.toLowerCase());
    for (const line of inf.visited(name)) {
      lines.push(line);
      for (const needed of neededBy(inf, line)) (inf.has(needed) ? wanted : elsewhere).push(needed);
    }
  }
  return { lines, elsewhere };
}

function neededBy(inf: InfFile, { key, fields }: InfLine): string[] {
  if (key?.toLowerCase() !== 'needs') return [];
  return fields.map((field) => inf.expand(field)).filter((field) => field !== '');
}

/** The fields of the lines with this key, with their strings. */
export function directives(inf: InfFile, { lines }: InstallLines, key: string): string[][] {
  const wanted = key.toLowerCase();
  return lines
    .filter((line) => line.key?.toLowerCase() === wanted)
    .map((line) => line.fields.map((field) => inf.expand(field)));
}
