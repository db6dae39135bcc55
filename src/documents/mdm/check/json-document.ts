import type { Bilingual, Severity } from '../../../platform/core/index.js';
import { JsonFault, type JsonValue, readJson } from './json-tree.js';
import type { Placed, Report } from './report.js';

export type JsonObject = Extract<JsonValue, { kind: 'object' }>;

/**
 * The object in a JSON text; undefined when there is none. Faults of the text itself, and names that occur twice,
 * are reported under `<name>/…`.
 */
export function objectIn(text: string, name: string, report: Report): JsonObject | undefined {
  const value = readOrTell(text, name, report);
  if (value === undefined) return undefined;
  duplicates(value, name, report);
  if (value.kind === 'object') return value;
  tell(report, `${name}/not-an-object`, 'error', value, value.kind, {
    fr: 'un objet JSON ({…})',
    en: 'a JSON object ({…})',
  });
  return undefined;
}

function readOrTell(text: string, name: string, report: Report): JsonValue | undefined {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const line = text.replace(/^\ufeff/, '').split('\n')[error.at.line - 1] ?? '';
    const found = [...line.slice(error.at.column - 1, error.at.column + 19)].join('');
    tell(report, `${name}/not-well-formed`, 'error', error.at, found, {
      fr: 'du JSON bien formé',
      en: 'well-formed JSON',
    });
    return undefined;
  }
}

function duplicates(value: JsonValue, name: string, report: Report): void {
  if (value.kind === 'array') for (const item of value.items) duplicates(item, name, report);
  if (value.kind !== 'object') return;
  for (const at of value.duplicates) {
    tell(report, `${name}/duplicate-key`, 'error', at, String(at.name), {
      fr: 'chaque nom une seule fois',
      en: 'each name only once',
    });
  }
  for (const member of value.members.values()) duplicates(member.value, name, report);
}

const CORRECT: Bilingual = { fr: 'corrigez le fichier à cet endroit', en: 'correct the file here' };

export function tell(
  report: Report,
  rule: string,
  severity: Severity,
  at: Placed,
  found: string,
  expected: Bilingual,
  remedy: Bilingual = CORRECT,
): void {
  report.add({ rule, severity, at, found, expected, remedy });
}
