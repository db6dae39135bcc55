import { stringify } from 'yaml';
import { canonicalJson } from '../../../platform/core/index.js';
import { type ProfileDocument, profileSchema } from '../profile.schema.js';
import { parseSize } from '../size.js';

type Group = Record<string, unknown>;

/** Units from large to small; a size is written with the first one that it is a whole number of. */
const UNITS: [name: string, bytes: number][] = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['TB', 1e12],
  ['GB', 1e9],
  ['MiB', 2 ** 20],
  ['MB', 1e6],
  ['KiB', 2 ** 10],
];

/**
 * A profile as a person would write it: without what is so by default, and with units. It says the same as the
 * document, whatever the text was that the document came from.
 */
export function plainYaml(document: ProfileDocument): string {
  const written = withoutDefaults(inOrder(document));
  const units = withUnits(written);
  // A number that only looks like a size stays a number.
  return stringify(isReadAs(units, document) ? units : written, { lineWidth: 0 });
}

/**
 * The order of the schema, and of the alphabet where people choose the names: a document of the database has its own
 * order. One that the schema of today refuses keeps it.
 */
function inOrder(document: ProfileDocument): ProfileDocument {
  const read = profileSchema.safeParse(sorted(document));
  return read.success ? read.data : document;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isGroup(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function isReadAs(written: unknown, document: ProfileDocument): boolean {
  const read = profileSchema.safeParse(written);
  return read.success && canonicalJson(read.data) === canonicalJson(document);
}

/** Trials of leaving a value out: each reads the document again. A larger document keeps its defaults. */
const MOST_TRIALS = 400;
const MOST_CHARACTERS = 200_000;

/** Leaves out each value without which the schema reads the same document. */
function withoutDefaults(document: ProfileDocument): Group {
  const written = structuredClone(document) as Group;
  const wanted = canonicalJson(document);
  if (wanted.length > MOST_CHARACTERS) return written;
  let trials = 0;
  const saysTheSame = () => {
    trials += 1;
    if (trials > MOST_TRIALS) return false;
    const read = profileSchema.safeParse(written);
    return read.success && canonicalJson(read.data) === wanted;
  };
  leaveOut(written, saysTheSame);
  return written;
}

/**
 * Tries groups as a whole first, since most of a profile is left as it is by default. Each value that stays goes to the
 * end in its turn, so the order remains.
 */
function leaveOut(group: Group, saysTheSame: () => boolean): void {
  for (const name of Object.keys(group)) {
    const value = group[name];
    delete group[name];
    if (saysTheSame()) continue;
    group[name] = value;
    if (isGroup(value)) leaveOut(value, saysTheSame);
  }
}

/** The parameters of a check are read by the check, which knows no units. */
const OF_A_CHECK = 'parameters';

function withUnits(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withUnits(item));
  if (isGroup(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === OF_A_CHECK ? item : withUnits(item, key)]),
    );
  return typeof value === 'number' && name.endsWith('Bytes') ? sizeText(value) : value;
}

/** `512MiB`; the number itself where no unit says exactly the same. */
export function sizeText(bytes: number): string | number {
  for (const [unit, size] of UNITS) {
    const text = `${bytes / size}${unit}`;
    if (bytes % size === 0 && parseSize(text) === bytes) return text;
  }
  return bytes;
}

function isGroup(value: unknown): value is Group {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
