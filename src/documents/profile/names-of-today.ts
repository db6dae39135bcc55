type Section = Record<string, unknown>;

/** Names that options of `mdm.windows.defender` had before they were those of `windows.security.defender`. */
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
 * `mdm.windows.defender` with the names of today. An old name beside its new one stays, and is refused as an
 * unknown field.
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

/** It was true or false. */
function cloudOf(value: unknown): unknown {
  return typeof value === 'boolean' ? (value ? 'advanced' : 'off') : value;
}

/** A stored profile, which may be older than the names of today, with those names. */
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
