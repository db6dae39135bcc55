import { z } from 'zod';
import { expecting } from '../expected.js';
import { line, secret } from '../names.js';
import { text } from './apple-text.js';

/** A value of a property list. Types that JSON does not have are objects with one field. */
export type AppleValue =
  | boolean
  | number
  | string
  | AppleValue[]
  | { vault: string }
  | { data: string }
  | { date: string }
  | { real: number }
  | AppleValues;
export interface AppleValues {
  [key: string]: AppleValue;
}

const MOST_DEPTH = 20;

/** `{data: base64}`, `{date: 2030-01-01T00:00:00Z}`, `{real: 1}`, `{vault: reference}`. */
export const SPECIAL = {
  data: z.strictObject({ data: z.base64() }),
  date: z.strictObject({ date: z.iso.datetime() }),
  real: z.strictObject({ real: z.number() }),
  vault: secret,
};

export function isSpecial<K extends keyof typeof SPECIAL>(
  kind: K,
  value: unknown,
): value is z.output<(typeof SPECIAL)[K]> {
  return SPECIAL[kind].safeParse(value).success;
}

const values = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  check(given, [], (path, input) =>
    context.addIssue({
      code: 'custom',
      path,
      input,
      message: expecting(
        'un booléen, un nombre, un texte, {vault|data|date|real: …}, une liste ou un groupe de valeurs',
        'a boolean, a number, a text, {vault|data|date|real: …}, a list or a group of values',
      ),
    }),
  );
}) as unknown as z.ZodType<AppleValues>;

function check(
  value: unknown,
  path: PropertyKey[],
  report: (path: PropertyKey[], input: unknown) => void,
): void {
  if (path.length > MOST_DEPTH) return report(path, '{…}');
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return;
  if (typeof value === 'string') {
    if (value !== '' && !text.safeParse(value).success) report(path, '[…]');
    return;
  }
  if (Array.isArray(value)) return value.forEach((item, index) => check(item, [...path, index], report));
  if (typeof value !== 'object' || value === null) return report(path, value);
  if ((Object.keys(SPECIAL) as (keyof typeof SPECIAL)[]).some((kind) => isSpecial(kind, value))) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === '' || !text.safeParse(key).success) report([...path, key], '[…]');
    else check(item, [...path, key], report);
  }
}

const OWN = /^Payload(?:Type|Version|Identifier|UUID)$/;

export const custom = z.strictObject({
  type: z
    .string()
    .regex(/^\.?[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/)
    .describe('Type of the payload: com.apple.finder'),
  name: line.optional().describe('Name that is shown; its type without it'),
  content: values
    .refine((given) => !Object.keys(given).some((key) => OWN.test(key)), {
      error: expecting('aucune clé qu’Établi écrit lui-même', 'no key that Établi writes itself'),
    })
    .describe('Its keys; {vault}, {data}, {date} and {real} stand for what YAML has no type for'),
});
