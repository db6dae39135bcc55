/** Makes a document of about this size. */
export type Hostile = (bytes: number) => string;

/** The text before and after the growing part of a document. */
export interface Frame {
  before: string;
  after: string;
}

/** Fills the frame with as many items as fit. */
export function filled({ before, after }: Frame, item: (index: number) => string, separator = '\n'): Hostile {
  return (bytes) => {
    const items: string[] = [];
    let room = bytes - before.length - after.length;
    for (let index = 0; ; index += 1) {
      const next = item(index);
      room -= next.length + separator.length;
      if (room < 0 || next === '') break;
      items.push(next);
    }
    return before + items.join(separator) + after;
  };
}

/** Repeats `open`, then `close`: a long value, or deep nesting. */
export function repeated({ before, after }: Frame, open: string, close = ''): Hostile {
  return (bytes) => {
    const room = bytes - before.length - after.length;
    const times = Math.max(0, Math.floor(room / (open.length + close.length)));
    return before + open.repeat(times) + close.repeat(times) + after;
  };
}

/** Pseudo-random numbers in [0, 1) from a seed. Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Distinct unknown names, of lengths for which the checkers search for similar known names. */
export function unknownNames(
  seed: number,
  alphabet = 'abcdefghijklmnopqrstuvwxyz',
): (index: number) => string {
  const random = seeded(seed);
  return (index) => {
    const length = 4 + Math.floor(random() * 12);
    const letters = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]);
    return `${letters.join('')}${index.toString(36)}`;
  };
}

/** Texts on which an ambiguous regular expression may backtrack for a long time. */
export const PATTERN_TEXTS: Record<string, [text: string, end: string]> = {
  spaces: [' ', 'x'],
  'spaces and quotes': ['" ', 'x'],
  letters: ['a', '!'],
  digits: ['1', 'x'],
  points: ['a.', '/'],
  colons: ['a:', ' '],
  slashes: ['//', '@'],
  addresses: ['://a:', ' '],
  braces: ['{{', ' '],
  dollars: ['${', ' '],
  percents: ['%a ', '!'],
  'angle brackets': ['&lt;a', ' '],
  'net user': ['net user ', ''],
  'net use': ['net use ', ''],
  backslashes: ['\\', 'x'],
  commas: ['a,', '!'],
  base64: ['QUJD', '!'],
  'PRIVATE KEY': ['-----BEGIN PRIVATE KEY', ''],
  keyMaterial: ['keyMaterial ', ''],
};
