/** A word of a line, and its offset from 0. */
export interface ShellWord {
  text: string;
  offset: number;
}

/**
 * Splits a line as Python's shlex does, without comments; undefined when a quote is not closed. Single quotes
 * keep all characters; double quotes and backslashes work as in a shell.
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
    // In shlex a hash begins a comment anywhere, even inside a word.
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
