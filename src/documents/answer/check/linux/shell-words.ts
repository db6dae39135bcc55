/** A word of a line, and where it begins, counted from 0. */
export interface ShellWord {
  text: string;
  offset: number;
}

/**
 * A line as Python's shlex splits it, comments left out; undefined when a quote is never closed. Single quotes
 * keep everything, double quotes and backslashes as a shell has them.
 */
export function shellWords(line: string): ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let word: ShellWord | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (quote === '"' && character === '\\' && /["\\]/.test(line[at + 1] ?? ''))
        word!.text += line[(at += 1)]!;
      else word!.text += character;
      continue;
    }
    if (/\s/.test(character)) {
      word = undefined;
      continue;
    }
    // shlex takes a hash for a comment wherever it stands, within a word too.
    if (character === '#') break;
    if (word === undefined) words.push((word = { text: '', offset: at }));
    if (character === '"' || character === "'") quote = character;
    else if (character === '\\') {
      if (at + 1 >= line.length) return undefined;
      word.text += line[(at += 1)]!;
    } else word.text += character;
  }
  return quote === '' ? words : undefined;
}
