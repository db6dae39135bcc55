/** The width of a text in the font at hand, in points. */
export type Measure = (text: string) => number;

/**
 * A text in lines that are not wider than `width`: broken at its own line ends, after spaces, hyphens and slashes, and
 * inside a word only where it alone is too wide. No-break spaces hold.
 */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => wrappedParagraph(paragraph.trimEnd(), width, measure));
}

function wrappedParagraph(text: string, width: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(/[^ /-]*[ /-]+|[^ /-]+$/g) ?? []) {
    if (measure((line + part).trimEnd()) <= width) {
      line += part;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = measure(part.trimEnd()) <= width ? [part] : cut(part, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line.trimEnd());
  return lines;
}

/** A word in pieces that fit, each of at least one character. */
function cut(word: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let rest = [...word];
  while (rest.length > 0) {
    let [fits, tooMany] = [1, rest.length + 1];
    while (tooMany - fits > 1) {
      const middle = Math.floor((fits + tooMany) / 2);
      if (measure(rest.slice(0, middle).join('').trimEnd()) <= width) fits = middle;
      else tooMany = middle;
    }
    pieces.push(rest.slice(0, fits).join(''));
    rest = rest.slice(fits);
  }
  return pieces;
}
