import type { Bilingual } from '../../../../platform/core/index.js';
import { isPlaceholder } from '../placeholder.js';

/** The error of an invalid text, with the expected form; a placeholder is no error. */
export type Read<T> = { value: T | undefined; expected?: Bilingual };

const INTEGER = /^[+-]?(?:\d{1,20}|0[xX][0-9a-fA-F]{1,16})$/;
const REAL = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/;

export function readInteger(text: string): Read<number> {
  const trimmed = text.trim();
  if (!INTEGER.test(trimmed)) {
    return unread(trimmed, { fr: 'un nombre entier : 3600', en: 'a whole number: 3600' });
  }
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(trimmed) ?? [];
  return { value: sign === '-' ? -Number(digits) : Number(digits) };
}

export function readReal(text: string): Read<number> {
  const trimmed = text.trim();
  if (!REAL.test(trimmed)) return unread(trimmed, { fr: 'un nombre : 0.5', en: 'a number: 0.5' });
  const value = Number(trimmed);
  return { value: Number.isNaN(value) ? undefined : value };
}

/** ISO 8601 in UTC, to the second. */
export function readDate(text: string): Read<Date> {
  const trimmed = text.trim();
  const value = DATE.test(trimmed) ? new Date(trimmed) : undefined;
  const real = value && !Number.isNaN(value.getTime()) && sameDay(value, trimmed);
  if (real) return { value };
  return unread(trimmed, {
    fr: 'une date UTC : 2030-01-31T12:00:00Z',
    en: 'a date in UTC: 2030-01-31T12:00:00Z',
  });
}

/** Base64 with any white space. RFC 4648 §4; padding is optional, as in Apple's parser. */
export function readData(text: string): Read<Buffer> {
  const packed = text.replace(/\s+/g, '');
  const [, digits = ''] = /^([A-Za-z0-9+/]*)={0,2}$/.exec(packed) ?? [];
  if ((digits !== '' || packed === '') && digits.length % 4 !== 1)
    return { value: Buffer.from(digits, 'base64') };
  return unread(text.trim(), { fr: 'des octets en base64', en: 'bytes in base64' });
}

function unread(text: string, expected: Bilingual): Read<never> {
  return isPlaceholder(text) ? { value: undefined } : { value: undefined, expected };
}

/** Date accepts 30 February and gives another day: such a date is invalid. */
function sameDay(date: Date, text: string): boolean {
  return date.toISOString().slice(0, 19) === text.slice(0, 19);
}
