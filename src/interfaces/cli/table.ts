/** Lines of a table with aligned columns; empty columns are left out. */
export function table<T>(rows: T[], columns: [title: string, value: (row: T) => unknown][]): string[] {
  const texts = rows.map((row) => columns.map(([, value]) => cell(value(row))));
  const shown = columns.map((_, index) => texts.some((row) => row[index] !== ''));
  const widths = columns.map(([title], index) =>
    Math.max(width(title), ...texts.map((row) => width(row[index] ?? ''))),
  );
  const line = (cells: string[]) =>
    cells
      .map((text, index) => text + ' '.repeat(widths[index]! - width(text)))
      .filter((_, index) => shown[index])
      .join('  ')
      .trimEnd();
  return rows.length === 0 ? [] : [line(columns.map(([title]) => title)), ...texts.map(line)];
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return printable(text).replace(/[\t\n]/g, ' ');
}

/** Replaces control characters, except tabs and line feeds, in text that may come from a machine. ECMA-48. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}

function width(text: string): number {
  return [...text].length;
}
