import type { Language } from '../../platform/core/index.js';
import type { LotRow } from './lot-rows.js';
import { inBoth, VERDICT_TEXT } from '../proof/index.js';

const HEAD: Record<Language, string[]> = {
  fr: ['Nom', 'N° de série', 'État', 'Certificat', 'Verdict', 'Réserves', 'Technicien', 'Début', 'Fin'],
  en: [
    'Name',
    'Serial number',
    'State',
    'Certificate',
    'Verdict',
    'Reservations',
    'Technician',
    'Began',
    'Ended',
  ],
};

/** A spreadsheet runs a cell that begins so; an apostrophe before it makes it text. OWASP, "CSV Injection". */
const FORMULA = /^[\s]*[=+\-@\t\r|%]/;

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A lot as a table for Excel: UTF-8 with BOM, semicolons, CRLF. RFC 4180 but for the semicolons. */
export function summaryCsv(rows: readonly LotRow[], language: Language): string {
  const lines = rows.map((row) => [
    row.hostname,
    row.serial ?? '',
    inBoth(row.state)[language],
    row.number ?? '',
    row.verdict === undefined ? '' : VERDICT_TEXT[row.verdict][language],
    (row.reservations ?? []).map((text) => inBoth(text)[language]).join(' | '),
    row.technician ?? '',
    row.beganAt ?? '',
    row.endedAt ?? '',
  ]);
  return `\ufeff${[HEAD[language], ...lines].map((line) => line.map(field).join(';')).join('\r\n')}\r\n`;
}
