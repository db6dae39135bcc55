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

/** A stored profile with the current option names. */
export function documentOfToday<T>(document: T): T {
  return changedAt(document, ['mdm', 'windows', 'defender'], defenderOfToday) as T;
}

function changedAt(value: unknown, [step, ...rest]: string[], change: (given: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (!isSection(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: changedAt(value[step], rest, change) };
}

function isSection(value: unknown): value is Section {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
