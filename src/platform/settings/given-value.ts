import type { FieldKind, Setting } from './setting.js';

/** What a caller gives for some fields: the others stay as they are, null or an empty text empties a field. */
export type SettingChange = Record<string, unknown>;

/** The fields of a setting after a change, not yet checked. Forms and the command line give texts. */
export function changed(setting: Setting, before: SettingChange, change: SettingChange): SettingChange {
  const after = { ...before };
  for (const [name, given] of Object.entries(change)) {
    const kind = setting.fields.find((field) => field.name === name)?.kind;
    if (given === null || given === '') delete after[name];
    else after[name] = kind === undefined ? given : typed(kind, given);
  }
  return after;
}

function typed(kind: FieldKind, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const text = kind === 'secret' || kind === 'multiline' ? given : given.trim();
  if (kind === 'number' && /^-?\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  if (kind === 'boolean') return ({ true: true, on: true, false: false, off: false } as const)[text] ?? text;
  return text;
}

/**
 * The secrets that would be sent somewhere else than before, although they were not given with this change. One that was
 * sent nowhere yet goes where the change says.
 */
export function sentElsewhere(
  { fields }: Pick<Setting, 'fields'>,
  { before, change, after }: { before: SettingChange; change: SettingChange; after: SettingChange },
): string[] {
  const differs = (name: string) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return fields.flatMap(({ name, sentTo = [] }) => {
    const isKept = before[name] !== undefined && !(name in change);
    const wasSent = sentTo.some((place) => before[place] !== undefined);
    return isKept && wasSent && sentTo.some(differs) ? [name] : [];
  });
}

/** The names of the fields that a change gives another value. */
export function changedNames(before: SettingChange, after: SettingChange): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}
