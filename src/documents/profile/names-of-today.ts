type Section = Record<string, unknown>;

/** Old names of options in `mdm.windows.defender`. They now have the names of `windows.security.defender`. */
const RENAMED: Record<string, string> = {
  realtime: 'realTime',
  cloudLevel: 'cloudBlocking',
  cloudTimeoutSeconds: 'cloudWaitSeconds',
  potentiallyUnwanted: 'unwantedApps',
  attackSurfaceRules: 'attackSurface',
};
const EXCLUDED: Record<string, string> = {
  excludedExtensions: 'extensions',
  excludedPaths: 'paths',
  excludedProcesses: 'processes',
};

/**
 * Renames the old options of `mdm.windows.defender`. If the new name is also present, the old one is kept, and the
 * schema refuses it as an unknown field.
 */
export function defenderOfToday(given: unknown): unknown {
  if (!isSection(given)) return given;
  const isOldList = (name: string) => Object.hasOwn(EXCLUDED, name) && !Object.hasOwn(given, 'exclusions');
  const nameOf = (name: string) => {
    const today = Object.hasOwn(RENAMED, name) ? RENAMED[name]! : name;
    return Object.hasOwn(given, today) ? name : today;
  };
  const entries = Object.entries(given);
  const lists = entries.filter(([name]) => isOldList(name)).map(([name, list]) => [EXCLUDED[name]!, list]);
  return Object.fromEntries([
    ...entries
      .filter(([name]) => !isOldList(name))
      .map(([name, value]) => [nameOf(name), name === 'cloud' ? cloudOf(value) : value]),
    ...(lists.length > 0 ? [['exclusions', Object.fromEntries(lists)]] : []),
  ]);
}

/** The option used to be a boolean. */
function cloudOf(value: unknown): unknown {
  return typeof value === 'boolean' ? (value ? 'advanced' : 'off') : value;
}

/** Whether a UEFI PC without Secure Boot is refused, and whether the firmware gets new authorities. */
export interface SecureBoot {
  need: 'required' | 'optional';
  authorities: 'keep' | 'update';
}

/** It used to be the word `need` alone. */
export function secureBootOfToday(given: unknown): unknown {
  return typeof given === 'string' ? { need: given, authorities: 'keep' } : given;
}

/** The word alone again, where the group says no more. */
export function secureBootOfBefore(given: unknown): unknown {
  if (!isSection(given) || given['authorities'] !== 'keep') return given;
  return given['need'];
}

const SECURE_BOOT = ['security', 'secureBoot'];

/** A stored profile with the current option names. */
export function documentOfToday<T>(document: T): T {
  const defender = changedAt(document, ['mdm', 'windows', 'defender'], defenderOfToday);
  return changedAt(defender, SECURE_BOOT, secureBootOfToday) as T;
}

/** What a digest is made of: a profile that asks for nothing new keeps the one that it had. */
export function documentOfDigest(document: unknown): unknown {
  return changedAt(document, SECURE_BOOT, secureBootOfBefore);
}

function changedAt(value: unknown, [step, ...rest]: string[], change: (given: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (!isSection(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: changedAt(value[step], rest, change) };
}

function isSection(value: unknown): value is Section {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
