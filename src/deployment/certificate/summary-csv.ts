import { CSV_BOM, spreadsheetLine, type Language } from '../../platform/core/index.js';
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

/** A lot as a table for a spreadsheet. */
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
  return CSV_BOM + [HEAD[language], ...lines].map(spreadsheetLine).join('');
}
