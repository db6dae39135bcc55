import { filled, type Frame, type Hostile, PATTERN_TEXTS, repeated, unknownNames } from './filled.js';

/** The parts that may grow in a file of lines: many lines, and one long line, of each form. */
export function hostileLines(
  before: string,
  lines: Record<string, (index: number, name: string) => string>,
  seed: number,
): Record<string, Hostile> {
  const name = unknownNames(seed);
  const frame: Frame = { before, after: '\n' };
  return {
    ...Object.fromEntries(
      Object.entries(lines).map(([what, line]) => [what, filled(frame, (index) => line(index, name(index)))]),
    ),
    'continued lines': filled(frame, (index) => `a${index} \\`),
    comments: filled(frame, (index) => `# ${index}`),
    'empty lines': repeated(frame, '\n'),
    'carriage returns': repeated(frame, '\r'),
    'words on a line': repeated(frame, 'a '),
    quotes: repeated(frame, '"'),
    'one word a line': filled(frame, (index) => name(index)),
    ...Object.fromEntries<Hostile>(
      Object.entries(PATTERN_TEXTS).flatMap(([what, [text, end]]): [string, Hostile][] => [
        [`line: ${what}`, repeated({ before, after: `${end}\n` }, text)],
        ...Object.entries(lines).map(([form, line]): [string, Hostile] => [
          `${form}, ${what}`,
          repeated({ before: `${before}${line(0, 'x')}`, after: `${end}\n` }, text),
        ]),
      ]),
    ),
  };
}
