import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret } from '../names.js';

/** A value of an Android managed configuration or bundle, or a secret instead of a text. */
export type ManagedValue =
  boolean | number | string | string[] | { vault: string } | ManagedValues | ManagedValues[];
export interface ManagedValues {
  [key: string]: ManagedValue;
}

/** Limit on nesting; android.os.Bundle itself has none. */
const MOST_DEPTH = 8;
const MOST_VALUES = 1_000;
const LONGEST_TEXT = 65_536;

const WORDS = {
  depth: expecting(`${MOST_DEPTH} niveaux au plus`, `at most ${MOST_DEPTH} levels`),
  key: expecting('une clé d’une ligne, 200 caractères au plus', 'a key of one line, at most 200 characters'),
  text: expecting(
    'un texte Unicode bien formé de 64 Kio au plus',
    'well-formed Unicode text of at most 64 KiB',
  ),
  whole: expecting('un entier de 32 bits', 'a 32-bit integer'),
  list: expecting(
    `${MOST_VALUES} textes, ou ${MOST_VALUES} groupes de valeurs, au plus`,
    `at most ${MOST_VALUES} texts, or ${MOST_VALUES} groups of values`,
  ),
  value: expecting(
    'un booléen, un entier, un texte, {vault: …}, une liste ou un groupe de valeurs',
    'a boolean, an integer, a text, {vault: …}, a list or a group of values',
  ),
};

type Report = (message: string, path: PropertyKey[], input: unknown) => void;

/** Keys and values, with the names that the receiving app defines. */
export const managedValues = z.record(z.string(), z.unknown()).superRefine((values, context) => {
  checkGroup(values, [], (message, path, input) =>
    context.addIssue({ code: 'custom', message, path, input }),
  );
}) as unknown as z.ZodType<ManagedValues>;

/** Reports whether a value is a reference to a secret of the vault. */
export function isSecretValue(value: ManagedValue): value is { vault: string } {
  return secret.safeParse(value).success;
}

function checkGroup(values: Record<string, unknown>, path: PropertyKey[], report: Report): void {
  if (path.length > MOST_DEPTH) return report(WORDS.depth, path, '{…}');
  for (const [key, value] of Object.entries(values)) {
    const place = [...path, key];
    if (!/^[^\u0000-\u001f\u007f]{1,200}$/u.test(key) || !key.isWellFormed()) report(WORDS.key, place, key);
    else if (Array.isArray(value)) checkList(value, place, report);
    else if (isGroup(value)) {
      if (!secret.safeParse(value).success) checkGroup(value, place, report);
    } else checkPlain(value, place, report);
  }
}

function checkList(values: unknown[], path: PropertyKey[], report: Report): void {
  const texts = values.every((value) => typeof value === 'string');
  if (values.length > MOST_VALUES || (!texts && !values.every(isGroup)))
    return report(WORDS.list, path, '[…]');
  values.forEach((value, index) => {
    if (isGroup(value)) checkGroup(value, [...path, index], report);
    else checkPlain(value, [...path, index], report);
  });
}

function checkPlain(value: unknown, path: PropertyKey[], report: Report): void {
  if (typeof value === 'string') {
    if (value.length > LONGEST_TEXT || !value.isWellFormed()) report(WORDS.text, path, '[…]');
  } else if (typeof value === 'number') {
    if (!z.int32().safeParse(value).success) report(WORDS.whole, path, value);
  } else if (typeof value !== 'boolean') report(WORDS.value, path, value);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
