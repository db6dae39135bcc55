import type { Bilingual } from '../../../platform/core/index.js';
import {
  isOptionRow,
  isReleaseWithin,
  type OptionHive,
  type OptionRow,
  type OptionTree,
  type RegistryData,
  windowsOptionRows,
  type WindowsTarget,
} from '../../windows-tables/index.js';
import type { WindowsSection } from './windows.schema.js';

/** One registry value of a delivered PC and its expected data; null means that it must be absent. */
export interface RegistryRead {
  hive: OptionHive;
  key: string;
  name: string;
  expected: RegistryData;
}

/** An option that a profile sets, and the registry values that show it on a delivered PC. */
export interface AskedOption {
  /** `windows.security.uac.level` */
  option: string;
  /** Its description; undefined if the option has no row. */
  description: Bilingual | undefined;
  asked: unknown;
  reads: RegistryRead[];
  /** Why nothing is read; undefined if something is. */
  unread?: Bilingual;
  /** True if the release of Windows does not have the option. */
  isElsewhere?: boolean;
}

type RegistryPath = Pick<RegistryRead, 'hive' | 'key' | 'name'>;
/** With the registry values that code writes for the option, which nothing reads. */
type Asked = AskedOption & { writes?: RegistryPath[] };

const NO_PLACE: Bilingual = {
  fr: 'aucune valeur du registre ne montre cette option',
  en: 'no registry value shows this option',
};
const EACH_ACCOUNT: Bilingual = {
  fr: 's’écrit pour chaque compte à sa première ouverture de session',
  en: 'is written for each account at its first logon',
};
const LEFT_ALONE: Bilingual = {
  fr: 'cette valeur laisse Windows comme il est',
  en: 'this value leaves Windows as it is',
};

/**
 * Each option of the Windows section that has a row, with the registry values that show it. If two options write to
 * the same registry value, it is listed for the later option only, because its data overwrites the other's.
 */
export function askedOptions(
  windows: WindowsSection,
  tree: OptionTree = windowsOptionRows(windows.target),
): AskedOption[] {
  const asked = askedIn(tree, windows, 'windows', windows.target);
  const last = lastWriters(asked);
  return asked.map(({ writes: _, ...one }, index) => {
    const reads = one.reads.filter((read) => last.get(pathOf(read)) === asked[index]);
    const isOverruled = reads.length === 0 && one.reads.length > 0;
    return { ...one, reads, ...(isOverruled && { unread: OVERRULED }) };
  });
}

/** By registry value. Code leaves a value to an option of the same group that names it. */
function lastWriters(asked: Asked[]): Map<string, Asked> {
  const last = new Map<string, Asked>();
  for (const one of asked) {
    for (const write of one.writes ?? []) {
      const other = last.get(pathOf(write));
      if (other === undefined || groupOf(other) !== groupOf(one)) last.set(pathOf(write), one);
    }
    for (const read of one.reads) last.set(pathOf(read), one);
  }
  return last;
}

function groupOf({ option }: AskedOption): string {
  return option.slice(0, option.lastIndexOf('.'));
}

const OVERRULED: Bilingual = {
  fr: 'une autre option du profil écrit les mêmes valeurs',
  en: 'another option of the profile writes the same values',
};

function pathOf({ hive, key, name }: RegistryPath): string {
  return JSON.stringify([hive, key, name]).toLowerCase();
}

function askedIn(tree: OptionTree, section: object, path: string, target: WindowsTarget): Asked[] {
  return Object.entries(section).flatMap(([name, value]: [string, unknown]) => {
    const node = Object.hasOwn(tree, name) ? tree[name] : undefined;
    const option = `${path}.${name}`;
    // Sections without rows (accounts, disk, names) are measured by other checks.
    if (isEmpty(value) || (node === undefined && path === 'windows')) return [];
    if (node === undefined)
      return [{ option, description: undefined, asked: value, reads: [], unread: NO_PLACE }];
    if (!isOptionRow(node)) return askedIn(node, value as object, option, target);
    return [askedRow(node, option, value, target)];
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function askedRow(row: OptionRow, option: string, asked: unknown, target: WindowsTarget): Asked {
  const writes = row.places.flatMap((place) => (place.to === 'code' ? (place.writes ?? []) : []));
  const whole = { option, description: row.description, asked };
  if (!isReleaseWithin(target, row)) {
    const unread = { fr: `${target} n’a pas cette option`, en: `${target} does not have this option` };
    return { ...whole, reads: [], unread, isElsewhere: true };
  }
  const shown = row.places.filter((place) => place.to === 'registry' || place.to === 'reading');
  const readable = shown.filter(({ hive }) => hive !== 'everyUser');
  const reads = readable.flatMap((place) =>
    Object.entries(place.values(asked)).map(([name, expected]) => {
      const { hive, key } = place;
      return { hive, key, name, expected };
    }),
  );
  if (reads.length > 0) return { ...whole, reads, writes };
  const unread = shown.length === 0 ? NO_PLACE : readable.length === 0 ? EACH_ACCOUNT : LEFT_ALONE;
  return { ...whole, reads, unread, writes };
}
