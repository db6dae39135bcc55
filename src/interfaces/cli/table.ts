import { printable, type Line, type Toned } from './line.js';

interface Cell {
  text: string;
  tone?: Toned['tone'];
}

/** Lines of a table with aligned columns; empty columns are left out. A value may be `{ text, tone }`. */
export function table<T>(rows: T[], columns: [title: string, value: (row: T) => unknown][]): Line[] {
  const cells = rows.map((row) => columns.map(([, value]) => cell(value(row))));
  const shown = columns.map((_, index) => cells.some((row) => row[index]!.text !== ''));
  const widths = columns.map(([title], index) =>
    Math.max(width(title), ...cells.map((row) => width(row[index]!.text))),
  );
  const line = (row: Cell[]): Line => {
    const parts = row
      .map((one, index) => ({ ...one, pad: widths[index]! - width(one.text) }))
      .filter((_, index) => shown[index]);
    return trimmed(parts);
  };
  const titles = columns.map(([title]) => ({ text: title }));
  return rows.length === 0 ? [] : [titles, ...cells].map(line);
}

/** Without spaces at its end. A line without a tone is a plain text. */
function trimmed(cells: (Cell & { pad: number })[]): Line {
  const last = cells.findLastIndex(({ text }) => text !== '');
  const parts = cells.slice(0, last + 1).flatMap(({ text, tone, pad }, index) => {
    const gap = index < last ? ' '.repeat(pad + 2) : '';
    return tone === undefined || text === '' ? [text + gap] : [{ text, tone }, gap];
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('').trimEnd() : parts;
}

function cell(value: unknown): Cell {
  if (value === undefined || value === null) return { text: '' };
  if (isToned(value)) return { text: flat(value.text), tone: value.tone };
  return { text: flat(typeof value === 'string' ? value : JSON.stringify(value)) };
}

function isToned(value: unknown): value is Toned {
  return typeof value === 'object' && value !== null && 'tone' in value && 'text' in value;
}

function flat(text: string): string {
  return printable(text).replace(/[\t\n]/g, ' ');
}

function width(text: string): number {
  return [...text].length;
}
