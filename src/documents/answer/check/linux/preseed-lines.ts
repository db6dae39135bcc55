import type { TextPosition } from './text-report.js';

/** One answer of a preseed file; missing parts are undefined. */
export interface PreseedAnswer {
  owner: string;
  question?: string;
  type?: string;
  value: string;
  /** The place of each part. A value of several lines has the place of its first line. */
  at: { owner: TextPosition; question: TextPosition; type: TextPosition; value: TextPosition };
}

export interface PreseedLines {
  answers: PreseedAnswer[];
  /** Lines with spaces after the last backslash: the backslash does not continue them. */
  brokenContinuations: TextPosition[];
  /** Comments after a continued line: they become part of it. */
  swallowedComments: TextPosition[];
}

/** Answers as debconf-set-selections(1) reads them: a final backslash continues the line, `#` begins a comment line. */
export function preseedLines(text: string): PreseedLines {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const found: PreseedLines = { answers: [], brokenContinuations: [], swallowedComments: [] };
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    const parts = [lines[index] ?? ''];
    while (parts.at(-1)!.endsWith('\\') && index + 1 < lines.length) {
      parts[parts.length - 1] = parts.at(-1)!.slice(0, -1);
      index += 1;
      parts.push(lines[index] ?? '');
    }
    const [head = ''] = parts;
    if (/^\s*#/.test(head) || (parts.length === 1 && head.trim() === '')) continue;
    noteTraps(parts, first, found);
    const answer = answerOf(parts, first);
    if (answer) found.answers.push(answer);
  }
  return found;
}

function noteTraps(parts: string[], first: number, found: PreseedLines): void {
  for (const [offset, part] of parts.entries()) {
    const line = first + offset + 1;
    const trap = /\\[ \t]+$/.exec(part);
    if (trap && offset === parts.length - 1) found.brokenContinuations.push({ line, column: trap.index + 1 });
    if (offset > 0 && /^\s*#\s/.test(part))
      found.swallowedComments.push({ line, column: part.search(/#/) + 1 });
  }
}

function answerOf(parts: string[], first: number): PreseedAnswer | undefined {
  const whole = parts.join('');
  const [owner, question, type, value] = firstWords(whole.slice(0, 4_096), 4);
  if (!owner) return undefined;
  const place = (offset: number) => placeOf(parts, first, offset);
  const end = whole.length;
  return {
    owner: owner[0],
    question: question?.[0],
    type: type?.[0],
    value: type === undefined ? '' : whole.slice(type.index + type[0].length + 1),
    at: {
      owner: place(owner.index),
      question: place(question?.index ?? end),
      type: place(type?.index ?? end),
      value: place(value?.index ?? end),
    },
  };
}

function firstWords(text: string, most: number): { 0: string; index: number }[] {
  const words: { 0: string; index: number }[] = [];
  const word = /\S+/g;
  for (let found = word.exec(text); found && words.length < most; found = word.exec(text)) words.push(found);
  return words;
}

/** The line and column of an offset in the joined lines. */
function placeOf(parts: string[], first: number, offset: number): TextPosition {
  let rest = offset;
  for (const [index, part] of parts.entries()) {
    if (rest < part.length || index === parts.length - 1)
      return { line: first + index + 1, column: rest + 1 };
    rest -= part.length;
  }
  return { line: first + 1, column: 1 };
}
