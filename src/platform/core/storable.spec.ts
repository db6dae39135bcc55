import { readable, readableJson } from './storable.js';

describe('a readable text of a machine', () => {
  it.each([
    ['a terminal command', '\u001b[2J\u001b]0;title\u0007Dell', '[2J]0;titleDell'],
    ['a C1 control', 'Lati\u009b31mtude\u0085', 'Lati31mtude'],
    ['DEL and NUL', 'A\u007fB\u0000C', 'ABC'],
    ['a turned direction', 'user\u202efdp.exe\u2066', 'userfdp.exe'],
    ['characters that are not seen', 'DE\u200bLL\ufeff\u2060', 'DELL'],
    ['half of a character', 'A\ud800B', 'A\ufffdB'],
    ['a carriage return', 'good\rbad', 'goodbad'],
  ])('loses %s', (_, text, expected) => {
    expect(readable(text)).toBe(expected);
  });

  it('keeps line feeds, tabs, accents and combined characters', () => {
    expect(readable('é\tà\nœ 👩\u200d🔧')).toBe('é\tà\nœ 👩\u200d🔧');
  });

  it('is cleaned in every value and key of a report', () => {
    expect(readableJson({ 'a\u0007': ['\u001bx', { b: 'y\u202e' }], n: 1, none: null })).toEqual({
      a: ['x', { b: 'y' }],
      n: 1,
      none: null,
    });
  });
});
