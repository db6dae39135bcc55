/** What a CSV file starts with, so that Excel reads it as UTF-8. */
export const CSV_BOM = '\ufeff';

/**
 * A cell that a spreadsheet would run: OWASP, “CSV Injection”. With the full-width signs, which a spreadsheet in an East
 * Asian language takes for the plain ones.
 */
const FORMULA = /^\s*[=+\-@|%\t\r\n＝＋－＠]/;

export function startsAsFormula(text: string): boolean {
  return FORMULA.test(text);
}

/**
 * One line of a CSV for spreadsheets: semicolons, CRLF, every cell in quotes; RFC 4180 but for the semicolons. A text
 * that would be a formula gets an apostrophe, which makes it text; a number is what it is.
 */
export function spreadsheetLine(cells: readonly (string | number)[]): string {
  return `${cells.map(quoted).join(';')}\r\n`;
}

function quoted(cell: string | number): string {
  const text = String(cell);
  const safe = typeof cell === 'string' && startsAsFormula(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
