import { same } from '../../../../platform/core/index.js';
import { near } from '../windows/near.js';
import { isPlaceholder, type TextReport } from './text-report.js';
import type { YamlKind, YamlValue } from './yaml-file.js';

/** The allowed form of a value. */
export interface Shape {
  kinds: YamlKind[];
  /** The allowed strings. */
  values?: string[];
  keys?: Record<string, Shape>;
  required?: string[];
  /** What the reader does with a key that is not in `keys`; by default such a key is not reported. */
  others?: 'refused' | 'ignored';
  items?: Shape;
  /** What to write instead. */
  replacedBy?: string;
}

export const text: Shape = { kinds: ['string'] };
export const flag: Shape = { kinds: ['boolean'] };
export const whole: Shape = { kinds: ['integer'] };
export const anything: Shape = {
  kinds: ['string', 'boolean', 'integer', 'number', 'null', 'list', 'map', 'date'],
};
export const listOf = (items: Shape): Shape => ({ kinds: ['list'], items });
export const oneOf = (...values: string[]): Shape => ({ kinds: ['string'], values });
export const map = (keys: Record<string, Shape> = {}, more: Partial<Shape> = {}): Shape => ({
  kinds: ['map'],
  keys,
  ...more,
});
export const either = (...shapes: Shape[]): Shape =>
  Object.assign({}, ...shapes, { kinds: shapes.flatMap(({ kinds }) => kinds) }) as Shape;

/** The file of the shape, and what its reader does with an invalid value. */
export interface ShapeRules {
  prefix: 'autoinstall' | 'cloud-init';
  wrongKind: 'error' | 'warning';
  /** The text of the message about it. */
  becomes: { fr: string; en: string };
}

const KIND_WORDS: Record<YamlKind, { fr: string; en: string }> = {
  string: { fr: 'un texte', en: 'a text' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  number: { fr: 'un nombre', en: 'a number' },
  null: { fr: 'rien', en: 'nothing' },
  list: { fr: 'une liste', en: 'a list' },
  map: { fr: 'des clés et leurs valeurs', en: 'keys and their values' },
  date: { fr: 'une date', en: 'a date' },
};

/** Reports everything in a value that does not match its shape. */
export function checkShape(
  report: TextReport,
  rules: ShapeRules,
  value: YamlValue,
  shape: Shape,
  path: string,
): void {
  if (value.kind === 'string' && isPlaceholder(value.text)) return;
  if (!shape.kinds.includes(value.kind)) return wrongKind(report, rules, value, shape, path);
  if (shape.values && value.kind === 'string' && !shape.values.includes(value.text)) {
    return wrongValue(report, rules, value, shape.values, path);
  }
  if (shape.items)
    value.items.forEach((item, index) => checkShape(report, rules, item, shape.items!, `${path}[${index}]`));
  if (value.kind !== 'map' || shape.keys === undefined) return;
  checkKeys(report, rules, value, shape, path);
  for (const { key, value: inner } of value.entries) {
    const known = ownOf(shape.keys, key);
    if (known) checkShape(report, rules, inner, known, below(path, key));
  }
}

/** Own keys only: `constructor` is an unknown key. */
function ownOf(keys: Record<string, Shape>, key: string): Shape | undefined {
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function checkKeys(
  report: TextReport,
  rules: ShapeRules,
  value: YamlValue,
  shape: Shape,
  path: string,
): void {
  const { keys = {}, required = [], others } = shape;
  for (const { key, at } of value.entries) {
    const known = ownOf(keys, key);
    if (known?.replacedBy) replaced(report, rules, at, below(path, key), key, known.replacedBy);
    if (known || key === '<<' || others === undefined || isPlaceholder(key)) continue;
    const meant = report.isFull ? undefined : near(key, Object.keys(keys));
    const isRefused = others === 'refused';
    report.add({
      rule: `${rules.prefix}/unknown-key`,
      severity: isRefused ? rules.wrongKind : meant === undefined ? 'note' : 'warning',
      at,
      path: below(path, key),
      found: key,
      expected: same(meant ?? Object.keys(keys).join(', ')),
      remedy: isRefused ? remedyOf(rules) : UNKNOWN,
    });
  }
  const has = new Set(value.entries.map(({ key }) => key));
  const missing = has.has('<<') ? [] : required.filter((key) => !has.has(key));
  if (missing.length === 0) return;
  report.add({
    rule: `${rules.prefix}/missing-key`,
    severity: rules.wrongKind,
    at: value.at,
    path,
    found: value.entries.map(({ key }) => key).join(', ') || '—',
    expected: same(missing.join(', ')),
    remedy: remedyOf(rules),
  });
}

const UNKNOWN = {
  fr: 'une clé inconnue est ignorée sans message : vérifiez son nom et son indentation',
  en: 'an unknown key is silently ignored: check its name and its indentation',
};

function remedyOf({ becomes }: ShapeRules) {
  return { fr: `${becomes.fr} : corrigez-la`, en: `${becomes.en}: correct it` };
}

function replaced(
  report: TextReport,
  { prefix }: ShapeRules,
  at: YamlValue['at'],
  path: string,
  found: string,
  instead: string,
): void {
  report.add({
    rule: `${prefix}/deprecated`,
    severity: 'note',
    at,
    path,
    found,
    expected: same(instead),
    remedy: { fr: `écrivez ${instead}, qui le remplace`, en: `write ${instead}, which replaces it` },
  });
}

function wrongKind(
  report: TextReport,
  rules: ShapeRules,
  value: YamlValue,
  shape: Shape,
  path: string,
): void {
  const words = [...new Set(shape.kinds)].map((kind) => KIND_WORDS[kind]);
  const found = value.text === '' ? KIND_WORDS[value.kind].en : value.text;
  const isSecret = /passw|token|secret|key/i.test(path);
  report.add({
    rule: `${rules.prefix}/wrong-kind`,
    severity: rules.wrongKind,
    at: value.at,
    path,
    found: isSecret ? KIND_WORDS[value.kind].en : found,
    expected: {
      fr: words.map(({ fr }) => fr).join(' ou '),
      en: words.map(({ en }) => en).join(' or '),
    },
    remedy: remedyOf(rules),
  });
}

function wrongValue(
  report: TextReport,
  rules: ShapeRules,
  value: YamlValue,
  values: string[],
  path: string,
): void {
  report.add({
    rule: `${rules.prefix}/bad-value`,
    severity: rules.wrongKind,
    at: value.at,
    path,
    found: value.text,
    expected: same(values.join(', ')),
    remedy: remedyOf(rules),
  });
}
