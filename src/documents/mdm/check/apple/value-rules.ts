import type { Severity } from '../../../../platform/core/index.js';
import type { AppleKey, AppleType } from '../../tables/apple-payloads.js';
import { isPlaceholder } from '../placeholder.js';
import type { PlistScalar, PlistValue } from '../plist/plist-value.js';
import type { Report } from '../report.js';

const TYPE_NAMES: Record<Exclude<AppleType, 'any'>, { fr: string; en: string }> = {
  string: { fr: 'un texte (<string>)', en: 'a text (<string>)' },
  integer: { fr: 'un entier (<integer>)', en: 'an integer (<integer>)' },
  real: { fr: 'un nombre (<real>)', en: 'a number (<real>)' },
  boolean: { fr: 'un booléen (<true/> ou <false/>)', en: 'a boolean (<true/> or <false/>)' },
  date: { fr: 'une date (<date>)', en: 'a date (<date>)' },
  data: { fr: 'des octets (<data>)', en: 'bytes (<data>)' },
  array: { fr: 'une liste (<array>)', en: 'a list (<array>)' },
  dict: { fr: 'un dictionnaire (<dict>)', en: 'a dictionary (<dict>)' },
};

/** Apple stores these three types as NSNumber and converts between them. */
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'real', 'boolean']);

/** The strings that UserDefaults reads as a number or a boolean. */
const NUMBER_WORD = /^\s*(?:[+-]?\d+(?:\.\d+)?|yes|no|true|false)\s*$/i;

/** Whether a value has the type that the table says; if not, it has been reported. */
export function hasType(value: PlistValue, key: AppleKey, lenient: boolean, report: Report): boolean {
  const { type } = key;
  if (type === 'any' || value.kind === type) return true;
  if (type === 'real' && value.kind === 'integer') return true;
  if (value.kind === 'string' && isPlaceholder(value.value)) return false;
  report.add({
    rule: 'apple/wrong-type',
    severity: severityOf(value, type, lenient),
    at: value,
    found: `<${value.kind === 'boolean' ? String(value.value) : value.kind}>`,
    expected: TYPE_NAMES[type],
    remedy: {
      fr: 'donnez une valeur du type attendu par ce réglage',
      en: 'give a value of the type that this setting expects',
    },
  });
  return false;
}

/** Many published profiles write 0 or 1 for a boolean; other conversions are not reliable. */
function severityOf(value: PlistValue, type: AppleType, lenient: boolean): Severity {
  if (type === 'boolean' && isZeroOrOne(value)) return 'note';
  return isTakenFor(value, type, lenient) ? 'warning' : 'error';
}

function isTakenFor(value: PlistValue, type: AppleType, lenient: boolean): boolean {
  if (!NUMBERS.has(type)) return lenient && type === 'string' && NUMBERS.has(value.kind);
  if (NUMBERS.has(value.kind)) return type !== 'boolean';
  return lenient && value.kind === 'string' && NUMBER_WORD.test(value.value);
}

function isZeroOrOne(value: PlistValue): boolean {
  return 'value' in value && (value.value === 0 || value.value === 1);
}

/** Checks a value against the allowed values and the range of the table. */
export function checkValue(value: PlistScalar, key: AppleKey, lenient: boolean, report: Report): void {
  const { value: given } = value;
  if (given === undefined || typeof given === 'object') return;
  if (typeof given === 'string' && isPlaceholder(given)) return;
  const { values, min, max } = key;
  if (values?.includes(given)) return;
  // Some keys have both: `Display Sleep Timer` is 0, or from 1 to 180.
  const hasRange = min !== undefined || max !== undefined;
  if (typeof given === 'number' && hasRange) checkRange(value, given, key, report);
  else if (values) notListed(value, given, values, lenient ? 'warning' : 'error', report);
}

type Given = string | number | boolean;

/** Programs that read preferences may accept more values than are published. */
function notListed(
  value: PlistScalar,
  given: Given,
  values: readonly Given[],
  severity: Severity,
  report: Report,
): void {
  const list = values.map(String).join(', ');
  report.add({
    rule: 'apple/not-in-list',
    severity,
    at: value,
    found: String(given),
    expected: { fr: `l’une de ces valeurs : ${list}`, en: `one of these values: ${list}` },
    remedy: { fr: 'choisissez une valeur de la liste', en: 'choose a value from the list' },
  });
}

function checkRange(value: PlistScalar, given: number, { min, max }: AppleKey, report: Report): void {
  if ((min === undefined || given >= min) && (max === undefined || given <= max)) return;
  report.add({
    rule: 'apple/out-of-range',
    severity: 'error',
    at: value,
    found: String(given),
    expected: between(min, max),
    remedy: { fr: 'respectez ces limites', en: 'stay within these limits' },
  });
}

function between(min?: number, max?: number): { fr: string; en: string } {
  if (min === undefined) return { fr: `au plus ${max}`, en: `at most ${max}` };
  if (max === undefined) return { fr: `au moins ${min}`, en: `at least ${min}` };
  return { fr: `de ${min} à ${max}`, en: `from ${min} to ${max}` };
}
