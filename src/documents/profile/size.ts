import { z } from 'zod';
import { expecting } from './expected.js';

const UNITS: Record<string, number> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};
const SIZE = /^(\d{1,15}(?:\.\d{1,3})?) ?(B|[KMGT]i?B)?$/i;

/** Bytes of `20GB` (20 × 10⁹), `16GiB` (16 × 2³⁰), `512 MiB` or `4096`; undefined for anything else. IEC 80000-13. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text.trim());
  if (match === null) return undefined;
  const bytes = Math.round(Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

const message = expecting(
  'une taille comme 20GB, 16GiB ou un nombre d’octets',
  'a size such as 20GB, 16GiB or a number of bytes',
);

/** A size as a number of bytes or with a unit; parsed to a number of bytes. */
export function size(description: string) {
  return z
    .union(
      [z.int({ error: message }).positive({ error: message }), z.string().regex(SIZE, { error: message })],
      {
        error: message,
      },
    )
    .transform((value, context) => {
      const bytes = typeof value === 'number' ? value : parseSize(value);
      if (bytes === undefined) context.addIssue({ code: 'custom', message, input: value });
      return bytes ?? z.NEVER;
    })
    .describe(`${description} In bytes, or with a unit: 20GB, 16GiB.`);
}
