import { filled, type Frame, type Hostile, PATTERN_TEXTS, repeated, unknownNames } from './filled.js';

/** The parts that may grow in a JSON object that the frame opens. */
export function hostileJson(frame: Frame, seed: number): Record<string, Hostile> {
  const name = unknownNames(seed);
  const inside = (open: string, close: string): Frame => ({
    before: `${frame.before}${open}`,
    after: `${close}${frame.after}`,
  });
  return {
    'unknown keys': filled(frame, (index) => `"${name(index)}":1`, ','),
    'unknown keys, a line each': filled(frame, (index) => `"${name(index)}":1`, ',\n'),
    'one key often': filled(frame, () => '"key":1', ',\n'),
    'a long list': filled(inside('"key":[', ']'), (index) => String(index), ','),
    'objects in a list': filled(inside('"key":[', ']'), (index) => `{"a":${index},"b":"x"}`, ','),
    'deep lists': repeated(inside('"key":', ''), '[', ']'),
    'deep objects': repeated(inside('"key":', '1'), '{"a":'),
    'deep objects that close': (bytes) => {
      const depth = Math.max(1, Math.floor((bytes - frame.before.length) / 7));
      return `${frame.before}"key":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}${frame.after}`;
    },
    'deep within limits': filled(inside('"key":[', ']'), () => `${'['.repeat(90)}${']'.repeat(90)}`, ','),
    'a long text': repeated(inside('"key":"', '"'), 'a'),
    escapes: repeated(inside('"key":"', '"'), '\\n'),
    'a text that does not end': repeated(inside('"key":"', ''), '\\"'),
    'a long number': repeated(inside('"key":', ''), '1'),
    blanks: repeated(frame, ' \n'),
    ...Object.fromEntries(
      Object.entries(PATTERN_TEXTS).flatMap(([what, [text, end]]) => [
        [`text: ${what}`, repeated(inside('"key":"', `${end}"`), JSON.stringify(text).slice(1, -1))],
        [`key: ${what}`, repeated(inside('"', `${end}":1`), JSON.stringify(text).slice(1, -1))],
      ]),
    ),
  };
}
