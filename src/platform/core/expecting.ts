import type { Bilingual } from './bilingual.js';

const SEPARATOR = ' ‖ ';

/** What a field should have been, in both languages, as the message of a zod schema; `expectationOf` takes it apart. */
export function expecting(fr: string, en: string): string {
  return `${fr}${SEPARATOR}${en}`;
}

/** Both languages of such a message; undefined for any other one. */
export function expectationOf(message: string): Bilingual | undefined {
  const [fr, en] = message.split(SEPARATOR);
  return fr !== undefined && en !== undefined ? { fr, en } : undefined;
}
