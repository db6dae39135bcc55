/** A document of about so many bytes. */
export type Hostile = (bytes: number) => string;

/** What stands around the part of a document that grows. */
export interface Frame {
  before: string;
  after: string;
}

/** As many items as fit between what stands around them. */
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

/** One text repeated, as one item: a long value, a deep nesting. */
export function repeated({ before, after }: Frame, open: string, close = ''): Hostile {
  return (bytes) => {
    const room = bytes - before.length - after.length;
    const times = Math.max(0, Math.floor(room / (open.length + close.length)));
    return before + open.repeat(times) + close.repeat(times) + after;
  };
}

/** Numbers from 0 to below 1 that are the same for the same seed. Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Names that no table knows, of the lengths that near names are looked for in, and none of them twice. */
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

/** Texts on which a pattern with two ways to read the same letters takes its time. */
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
