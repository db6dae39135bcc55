import {
  CSV_BOM,
  orUnknown,
  say,
  spreadsheetLine,
  type Bilingual,
  type Language,
} from '../../platform/core/index.js';
import type { FiguresDto } from './figure.schema.js';

export const FIGURE_TABLES = ['days', 'weeks', 'steps', 'causes', 'hands', 'findings'] as const;
export type FigureTable = (typeof FIGURE_TABLES)[number];

interface Table {
  head: Bilingual[];
  rows: (figures: FiguresDto, language: Language) => (string | number)[][];
}

const CERTIFIED: Bilingual = { fr: 'Certifiés', en: 'Certified' };
const FAILED: Bilingual = { fr: 'En échec', en: 'Failed' };
const STEP: Bilingual = { fr: 'Étape', en: 'Step' };
const COUNT: Bilingual = { fr: 'Nombre', en: 'Count' };

const TABLES: Record<FigureTable, Table> = {
  days: {
    head: [{ fr: 'Jour', en: 'Day' }, CERTIFIED, FAILED],
    rows: ({ days }) => days.map(({ day, certified, failed }) => [day, certified, failed]),
  },
  weeks: {
    head: [{ fr: 'Semaine du', en: 'Week from' }, CERTIFIED, FAILED],
    rows: ({ weeks }) => weeks.map(({ monday, certified, failed }) => [monday, certified, failed]),
  },
  steps: {
    head: [
      STEP,
      { fr: 'Modèle', en: 'Model' },
      { fr: 'Master', en: 'Master' },
      COUNT,
      { fr: 'Médiane (s)', en: 'Median (s)' },
      { fr: '9 sur 10 en moins de (s)', en: '9 out of 10 in less than (s)' },
    ],
    rows: ({ steps }, language) =>
      steps.items.map((row) => [
        say(row.title, language),
        say(orUnknown(row.model), language),
        say(orUnknown(row.master), language),
        row.count,
        decimal(row.medianSeconds, language),
        decimal(row.p90Seconds, language),
      ]),
  },
  causes: {
    head: [STEP, { fr: 'Cause', en: 'Cause' }, COUNT, { fr: 'Dernière fois', en: 'Last time' }],
    rows: ({ causes }, language) =>
      causes.items.map((row) => [say(row.title, language), say(row.cause, language), row.count, row.lastAt]),
  },
  hands: {
    head: [
      { fr: 'Intervention', en: 'Act' },
      { fr: 'PC', en: 'PCs' },
    ],
    rows: ({ hands }, language) => hands.map(({ name, count }) => [say(name, language), count]),
  },
  findings: {
    head: [
      { fr: 'Contrôle', en: 'Check' },
      { fr: 'Non conforme', en: 'Failed' },
      { fr: 'Non mesuré', en: 'Not measured' },
    ],
    rows: ({ findings }, language) =>
      findings.items.map((row) => [say(row.title, language), row.failed, row.unmeasured]),
  },
};

/** A table of the figures for a spreadsheet. */
export function figuresCsv(figures: FiguresDto, table: FigureTable, language: Language): string {
  const { head, rows } = TABLES[table];
  const lines = [head.map((text) => say(text, language)), ...rows(figures, language)];
  return CSV_BOM + lines.map(spreadsheetLine).join('');
}

/** With one digit and the sign that a spreadsheet of this language reads. */
function decimal(value: number, language: Language): string {
  const text = value.toFixed(1);
  return language === 'fr' ? text.replace('.', ',') : text;
}
