/**
 * A text as arguments of `printf '%b\n'`, one per line: ASCII without quotes or percent signs, so
 * that any text can be written in a shell script, a preseed line, a kickstart section or a YAML scalar. A
 * newline is added to the last line if missing. POSIX.1-2017, printf: `\0ooo`.
 */
export function printfLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n').map(printfWord);
}

/** The whole text as one such argument, with `\n` for newlines, for `printf '%b'`. */
export function printfText(text: string): string {
  return text.split('\n').map(printfWord).join('\\n');
}

function printfWord(line: string): string {
  let word = '';
  for (const byte of Buffer.from(line)) {
    const plain = byte >= 0x20 && byte < 0x7f && !ESCAPED.has(byte);
    word += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return word;
}

const ESCAPED = new Set([...'\'"\\%`'].map((character) => character.charCodeAt(0)));
