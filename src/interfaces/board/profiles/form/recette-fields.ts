import { referenceOf } from '../../../../deployment/recette/index.js';
import { valueAt, type Bilingual } from '../../../../platform/core/index.js';
import type { FieldChange } from '../../../../documents/profile/server.js';
import type { Choice } from './field.js';
import { SEVERITY_CHOICES, SEVERITY_NAMES } from './rows-fields.js';

export type InstalledSystem = 'linux' | 'windows';

/** One kind of check, and how a profile has it measured. */
export interface CheckField {
  id: string;
  kind: string;
  label: Bilingual;
  hint?: Bilingual;
  /** A severity, `without` for a Windows that is not measured by it, or empty: as it is by default. */
  value: string;
  choices: readonly Choice[];
  /** The profile has it more than once, with other parameters: only the YAML can say which. */
  isRepeated: boolean;
}

const CHECKS = ['recette', 'checks'];
const WITHOUT = ['recette', 'without'];
const PREFIX = 'recette:';

/** Every kind of check of a system, with what the profile says of it. */
export function checkFields(value: unknown, system: InstalledSystem): CheckField[] {
  const places = placesByKind(value);
  const without = listAt(value, WITHOUT);
  return referenceOf(system).map(({ kind, title, requirement, severity }) => {
    const [first, ...others] = places.get(kind) ?? [];
    return {
      id: `${PREFIX}${kind}`,
      kind,
      label: title,
      ...(requirement && { hint: requirement }),
      value: without.includes(kind) ? 'without' : first === undefined ? '' : severityOf(value, first),
      choices: choicesOf(system, severity && SEVERITY_NAMES[severity]),
      isRepeated: others.length > 0,
    };
  });
}

/** The change of the text that such a field stands for; undefined for a field that is none of these. */
export function checkChanges(
  id: string,
  given: string,
  value: unknown,
  system: InstalledSystem,
): FieldChange[] | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const field = checkFields(value, system).find((known) => known.id === id);
  if (field === undefined || field.isRepeated) return undefined;
  if (!field.choices.some((choice) => choice.value === given)) return undefined;
  const asked = listChange(value, CHECKS, placesByKind(value).get(field.kind)?.[0], item(field.kind, given));
  const at = listAt(value, WITHOUT).indexOf(field.kind);
  const left = listChange(
    value,
    WITHOUT,
    at < 0 ? undefined : at,
    given === 'without' ? field.kind : undefined,
  );
  return [...asked, ...left];
}

function item(kind: string, severity: string): unknown {
  return severity === '' || severity === 'without' ? undefined : { kind, severity };
}

/** Puts one thing into a list, takes it out, or changes its severity. */
function listChange(
  value: unknown,
  path: readonly string[],
  at: number | undefined,
  wanted: unknown,
): FieldChange[] {
  const list = valueAt(value, path);
  if (wanted === undefined) return at === undefined ? [] : [{ path: [...path, at], value: undefined }];
  if (at === undefined)
    return Array.isArray(list)
      ? [{ path: [...path, list.length], value: wanted }]
      : [{ path, value: [wanted] }];
  const severity = valueAt(wanted, ['severity']);
  return severity === undefined ? [] : [{ path: [...path, at, 'severity'], value: severity }];
}

function choicesOf(system: InstalledSystem, usual: Bilingual | undefined): Choice[] {
  if (system === 'linux')
    return [{ value: '', name: { fr: 'Non mesuré', en: 'Not measured' } }, ...SEVERITY_CHOICES];
  const name = {
    fr: `Par défaut\u00a0: ${usual?.fr ?? 'mesuré'}`,
    en: `By default: ${usual?.en ?? 'measured'}`,
  };
  return [
    { value: '', name },
    ...SEVERITY_CHOICES,
    { value: 'without', name: { fr: 'Non mesuré', en: 'Not measured' } },
  ];
}

function placesByKind(value: unknown): Map<string, number[]> {
  const places = new Map<string, number[]>();
  listAt(value, CHECKS).forEach((check, index) => {
    const kind = String(valueAt(check, ['kind']));
    places.set(kind, [...(places.get(kind) ?? []), index]);
  });
  return places;
}

/** A check is blocking unless it says another severity. */
function severityOf(value: unknown, index: number): string {
  const severity = valueAt(value, [...CHECKS, index, 'severity']);
  return typeof severity === 'string' ? severity : 'blocking';
}

function listAt(value: unknown, path: readonly string[]): unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
}
