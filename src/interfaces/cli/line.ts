import type { Look } from '../../platform/core/index.js';

/** What a word means for its reader; a terminal shows it as a colour, beside the word and never instead of it. */
export type Tone = 'good' | 'bad' | 'busy' | 'warning' | 'faint';

/** A text that a terminal may colour. */
export interface Toned {
  text: string;
  tone: Tone;
}

/** A line of a result. */
export type Line = string | (string | Toned)[];

/** Select Graphic Rendition, ECMA-48 §8.3.117: the eight colours that every terminal has. */
const CODES: Record<Tone, string> = { good: '32', bad: '31', busy: '36', warning: '33', faint: '2' };

const TONE_OF: Record<Look, Tone> = {
  planned: 'faint',
  armed: 'faint',
  running: 'busy',
  waiting: 'warning',
  certified: 'good',
  captured: 'good',
  reserved: 'warning',
  failed: 'bad',
  closed: 'faint',
  cancelled: 'faint',
};

export function toneOf(look: Look): Tone {
  return TONE_OF[look];
}

/** The line for a terminal, coloured or not. Control characters are replaced, since a machine may have sent the text. */
export function drawn(line: Line, coloured: boolean): string {
  if (typeof line === 'string') return printable(line);
  return line
    .map((part) => {
      if (typeof part === 'string') return printable(part);
      return coloured ? `\u001b[${CODES[part.tone]}m${printable(part.text)}\u001b[0m` : printable(part.text);
    })
    .join('');
}

/** Replaces control characters, except tabs and line feeds, in text that may come from a machine. ECMA-48. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}
