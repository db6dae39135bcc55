import type { Contribution, ScriptPhase } from '../../src/documents/answer/windows/contribution.js';

/** An option and the registry values that it must set, from a table in a spec. */
export interface RegistryRow {
  /** `explorer.fileExtensions` */
  option: string;
  value: unknown;
  /** `defaultUser HKEY_USERS\DefaultUser\… HideFileExt DWord 0`, each in its phase. */
  expected: string[];
}

/**
 * Rows of `option = value | phase | key | name | kind | data`; lines of the same option and value are one row.
 * A value is JSON, or a word. `$NAME` in a key is replaced from `keys`.
 */
export function registryRows(text: string, keys: Record<string, string>): RegistryRow[] {
  const rows = new Map<string, RegistryRow>();
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [id = '', phase, key = '', name, kind, data] = line.split('|').map((part) => part.trim());
    const [option = '', word = ''] = id.split(' = ');
    const row = rows.get(id) ?? { option, value: valueOf(word), expected: [] };
    const whole = key.replace(/^\$([A-Z]+)/, (_, short: string) => keys[short] ?? short);
    row.expected.push(`${phase} ${whole} [${name}] ${kind}${data ? ` ${data}` : ''}`);
    rows.set(id, row);
  }
  return [...rows.values()];
}

function valueOf(word: string): unknown {
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}

/** The registry values that the scripts of a group write, in the form of the rows. */
export function registryWrites({ scripts = [] }: Contribution): string[] {
  return scripts.flatMap(({ phase, text }) =>
    text.split('\n').flatMap((line) => {
      const [verb, ...words] = wordsOf(line);
      if (verb === 'Remove-Value') return [`${phase} ${words[0]} [${words[1]}] absent`];
      return verb === 'Set-Value' ? [written(phase, words)] : [];
    }),
  );
}

function written(phase: ScriptPhase, [key, name, kind, ...data]: string[]): string {
  const value = data.join(' ');
  return `${phase} ${key} [${name}] ${kind}${value ? ` ${value}` : ''}`;
}

/** The words of a call; all are quoted, or in `@( ; )`. */
function wordsOf(line: string): string[] {
  const words = line.match(/^(?:Set|Remove)-Value|'(?:[^']|'')*'/g) ?? [];
  return words.map((word) => (word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : word));
}

/** `{a: {b: value}}` for `a.b`. */
export function sectionWith(path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? value : sectionWith(rest.join('.'), value) };
}
