/**
 * A text as words for `printf '%b\n'`, one a line: ASCII without quotes, backslashes or percent signs, so
 * that a shell, a line of preseed, a section of kickstart and a YAML scalar carry it alike, whatever it holds. A
 * last line without its newline gets one. POSIX.1-2017, printf: `\0ooo`.
 */
export function printfLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n').map(printfWord);
}

/** The whole text as one such word, with `\n` for its newlines, for `printf '%b'`. */
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
