import { isNestedTooDeeply } from './yaml-depth.js';

const deep = (open: string, close = '') => `name: ${open.repeat(200_000)}x${close.repeat(200_000)}`;

describe('a YAML text', () => {
  it.each([
    ['lists in lists', deep('[', ']')],
    ['lists that are not closed', deep('[')],
    ['maps in maps', deep('{a: ', '}')],
    ['lists of one line', `${'- '.repeat(200_000)}x`],
    ['keys of one line', `${'? '.repeat(200_000)}x`],
    ['lists below each other', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}-`).join('\n')],
    ['maps below each other', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['JSON', '[{"a":'.repeat(100_000)],
  ])('is nested too deeply: %s', (_, text) => {
    expect(isNestedTooDeeply(text)).toBe(true);
  });

  it.each([
    ['a hundred levels', `name: ${'['.repeat(100)}${']'.repeat(100)}`],
    ['many documents', '---\na: 1\n'.repeat(10_000)],
    ['many keys', Array.from({ length: 10_000 }, (_, n) => `k${n}: [1, {a: 2}]`).join('\n')],
    ['a text in quotes', `"${'['.repeat(10_000)}"`],
    ['nothing', ''],
  ])('is not nested too deeply: %s', (_, text) => {
    expect(isNestedTooDeeply(text)).toBe(false);
  });
});
