import { filled, type Frame, type Hostile, PATTERN_TEXTS, repeated, unknownNames } from './filled.js';

const levels = (count: number, item: (level: number) => string) =>
  Array.from({ length: count }, (_, level) => item(level)).join('\n');

/** The parts that may grow in a YAML document that begins with `before`. */
export function hostileYaml(before: string, seed: number): Record<string, Hostile> {
  const name = unknownNames(seed);
  const frame: Frame = { before, after: '\n' };
  const after = (text: string, end = '\n'): Frame => ({ before: `${before}${text}`, after: end });
  return {
    'unknown keys': filled(frame, (index) => `${name(index)}: 1`),
    'one key often': filled(frame, () => 'key: 1'),
    'keys of one map': filled(after('key:\n'), (index) => `  k${index}: 1`),
    'maps in a list': filled(after('key:\n'), (index) => `  - {a: ${index}, b: x}`),
    'a long list': filled(after('key:\n'), (index) => `  - ${index}`),
    'a flow list': filled(after('key: [', ']\n'), (index) => String(index), ', '),
    'a flow map': filled(after('key: {', '}\n'), (index) => `k${index}: 1`, ', '),
    'deep flow lists': repeated(after('key: '), '[', ']'),
    'deep flow maps': repeated(after('key: '), '{a: ', '}'),
    'deep blocks': (bytes) => {
      const depth = Math.floor(Math.sqrt(2 * (bytes - before.length)));
      return `${before}${levels(depth, (level) => `${' '.repeat(level)}a:`)}\n`;
    },
    'dashes on a line': repeated(after('key:\n  '), '- '),
    'question marks': repeated(after('key:\n  '), '? '),
    ...repetitions(before),
    'a block of text': filled(after('key: |\n'), (index) => `  line ${index}`),
    'a folded text': filled(after('key: >\n'), (index) => `  line ${index}`),
    'a plain text of many lines': filled(after('key:\n'), (index) => `  line ${index}`),
    'a quoted text of many lines': filled(after('key: "', '"\n'), (index) => `  line ${index}`),
    'empty lines': repeated(frame, '\n'),
    'a long line': repeated(after('key: '), 'a'),
    escapes: repeated(after('key: "', '"\n'), '\\n'),
    comments: filled(frame, (index) => `# ${index}`),
    'comments in a list': filled(after('key:\n'), (index) => `  # ${index}\n  - 1`),
    tags: filled(after('key:\n'), (index) => `  - !t${index} x`),
    documents: filled(frame, () => '---\na: 1'),
    faults: filled(after('key:\n'), () => '  - ]'),
    tabs: filled(frame, () => '\tkey: 1'),
    ...Object.fromEntries(
      Object.entries(PATTERN_TEXTS).flatMap(([what, [text, end]]) => [
        [`text: ${what}`, repeated(after("key: '", `${end}'\n`), text)],
        [`key: ${what}`, repeated(after("'", `${end}': 1\n`), text)],
      ]),
    ),
  };
}

/** Anchors, aliases and merge keys. */
function repetitions(before: string): Record<string, Hostile> {
  const after = (text: string, end = '\n'): Frame => ({ before: `${before}${text}`, after: end });
  return {
    anchors: filled(after('key:\n'), (index) => `  - &a${index} x`),
    aliases: filled(after('one: &a x\nkey:\n'), () => '  - *a'),
    'aliases of many anchors': filled(after('key:\n'), (index) => `  - &a${index} x\n  - *a${index}`),
    'aliases of what is not there': filled(after('key:\n'), (index) => `  - *a${index}`),
    'aliases that double': (bytes) => {
      const count = Math.max(2, Math.floor((bytes - before.length) / 34));
      return `${before}a0: &a0 [x, x]\n${levels(count, (level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`)}\n`;
    },
    'merge keys': filled(after('one: &a {a: 1, b: 2}\nkey:\n'), (index) => `  k${index}: {<<: *a, c: 1}`),
    'merge keys in a list': filled(after('one: &a {a: 1}\nkey:\n  <<: [', ']\n'), () => '*a', ', '),
    'merge keys that double': (bytes) => {
      const count = Math.max(2, Math.floor((bytes - before.length) / 42));
      return `${before}a0: &a0 {x: 1, y: 2}\n${levels(count, (level) => `a${level + 1}: &a${level + 1} {<<: [*a${level}, *a${level}], k${level}: 1}`)}\n`;
    },
    'merge keys one in another': (bytes) => {
      const count = Math.max(2, Math.floor((bytes - before.length) / 34));
      return `${before}a0: &a0 {x: 1, y: 2}\n${levels(count, (level) => `a${level + 1}: &a${level + 1} {<<: *a${level}, k${level}: 1}`)}\n`;
    },
    'merge of a large map': (bytes) => {
      const half = Math.max(1, Math.floor((bytes - before.length) / 2));
      const large = filled(after('one: &a\n'), (index) => `  k${index}: 1`)(half);
      return `${large}${filled({ before: 'key:\n', after: '\n' }, (index) => `  - {<<: *a, z: ${index}}`)(half)}`;
    },
  };
}
