/** A comment or processing instruction of a document. */
export interface OutsideMarkup {
  kind: 'comment' | 'instruction';
  /** Counted from 1. */
  line: number;
}

/** Where comments and processing instructions begin; CDATA sections and comments may contain similar text. XML 1.0 §2.5 to §2.7. */
export function outsideMarkup(text: string): OutsideMarkup[] {
  const found: OutsideMarkup[] = [];
  let line = 1;
  let counted = 0;
  for (let at = nextMarkup(text, 0); at; at = nextMarkup(text, at.end)) {
    for (; counted < at.start; counted += 1) if (text[counted] === '\n') line += 1;
    if (at.kind !== 'cdata' && !isDeclaration(text, at.start)) found.push({ kind: at.kind, line });
  }
  return found;
}

const OPENINGS = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'cdata'],
  ['<?', '?>', 'instruction'],
] as const;

interface Markup {
  kind: (typeof OPENINGS)[number][2];
  start: number;
  end: number;
}

function nextMarkup(text: string, from: number): Markup | undefined {
  for (let start = text.indexOf('<', from); start >= 0; start = text.indexOf('<', start + 1)) {
    const found = OPENINGS.find(([opening]) => text.startsWith(opening, start));
    if (!found) continue;
    const [opening, closing, kind] = found;
    const close = text.indexOf(closing, start + opening.length);
    return { kind, start, end: close < 0 ? text.length : close + closing.length };
  }
  return undefined;
}

/** The XML declaration is not a processing instruction. XML 1.0 §2.8. */
function isDeclaration(text: string, start: number): boolean {
  return start === 0 && /^<\?xml\s/.test(text.slice(0, 6));
}
