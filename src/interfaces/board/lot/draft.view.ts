import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import {
  type Column,
  COLUMN_TITLES,
  COLUMNS,
  columnsOf,
  type LotDraft,
  namesPcs,
  type RowProblem,
  type RowVerdict,
  sheetOfDraft,
  unreadOf,
  writtenOf,
} from '../../../deployment/pipeline/index.js';
import { pagesOf } from '../frame/paging.js';
import type { LotWords } from './words.js';

/** Rows that a page shows at once: each has up to eight fields. */
const PAGE_SIZE = 100;

/** Which rows of a draft a page shows. */
export interface RowsShown {
  page: number;
  isOnlyWrong: boolean;
}

/** The rows of a draft as a table of fields, each with its verdict. */
export function draftRows(
  { content }: LotDraft,
  verdicts: readonly RowVerdict[],
  { page, isOnlyWrong }: RowsShown,
  t: LotWords,
  language: Language,
) {
  const columns = columnsOf(content);
  const { rows } = writtenOf(content);
  const judged = rows.map((written, index) => ({ written, verdict: verdicts[index] }));
  const wrong = judged.filter(({ verdict }) => (verdict?.problems.length ?? 0) > 0);
  const shown = isOnlyWrong ? wrong : judged;
  const last = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const current = Math.min(page, last);
  const title = (column: Column) => say(COLUMN_TITLES[column], language);
  const filter = isOnlyWrong ? 'only=wrong&' : '';
  return {
    total: rows.length,
    wrong: wrong.length,
    isOnlyWrong,
    query: `?${filter}page=${current}`,
    summary: say(summaryOf(rows.length, wrong.length), language),
    removed: content.removed.length,
    columns: columns.map((column) => ({ name: column, title: title(column) })),
    rows: shown.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE).map(({ written, verdict }) => {
      const problems = verdict?.problems ?? [];
      const textOf = (field?: Column) => expectedOf(problems, field, language);
      const general = textOf(undefined);
      return {
        row: written.row,
        look: problems.length === 0 ? 'done' : 'failed',
        name: problems.length === 0 ? t.good : t.toCorrect,
        ...(general !== '' && { problem: general }),
        cells: columns.map((column) => {
          const problem = textOf(column);
          const id = `c-${written.row}-${column}`;
          return {
            id,
            label: `${title(column)}, ${t.row.toLowerCase()} ${written.row}`,
            value: written.cells[column] ?? '',
            ...(problem !== '' && { problem }),
          };
        }),
      };
    }),
    pages: pagesOf(`/lots/new?${filter}page=`, current, last),
  };
}

/** What was expected in this column of a row, or of the row as a whole; empty where nothing is wrong. */
function expectedOf(problems: readonly RowProblem[], field: Column | undefined, language: Language): string {
  const wanted = problems.filter((one) => one.field === field).map(({ expected }) => expected);
  if (wanted.length === 0) return '';
  const [fr, en] = [wanted.map((one) => one.fr).join(' ; '), wanted.map((one) => one.en).join('; ')];
  return say({ fr: `Attendu : ${fr}`, en: `Expected: ${en}` }, language);
}

function summaryOf(total: number, wrong: number) {
  if (total === 0) return { fr: 'aucun PC', en: 'no PC' };
  const all = { fr: `${total}\u00a0PC`, en: total === 1 ? '1 PC' : `${total} PCs` };
  if (wrong === 0) return { fr: `${all.fr}, rien à corriger`, en: `${all.en}, nothing to correct` };
  const rows = {
    fr: wrong === 1 ? '1 ligne' : `${wrong} lignes`,
    en: wrong === 1 ? '1 row' : `${wrong} rows`,
  };
  return { fr: `${all.fr}, ${rows.fr} à corriger`, en: `${all.en}, ${rows.en} to correct` };
}

/** The columns of the file of a draft, with what each is; undefined when its rows come from no file. */
export function draftColumns({ content }: LotDraft, language: Language) {
  const sheet = sheetOfDraft(content);
  if (sheet === undefined) return undefined;
  const options = (chosen: Column | null | undefined) =>
    COLUMNS.map((column) => ({
      value: column,
      title: say(COLUMN_TITLES[column], language),
      selected: column === chosen,
    }));
  return {
    source: content.source ?? '',
    isHeadless: content.isHeadless === true,
    // Nothing can be read before somebody says which column names the PCs.
    isOpen: !namesPcs(content.mapping),
    columns: sheet.headings.map((heading, index) => ({
      index,
      heading: heading === '' ? `${index + 1}` : heading,
      sample: sheet.rows
        .slice(0, 3)
        .map(({ record }) => record[index] ?? '')
        .filter(Boolean)
        .join(', ')
        .slice(0, 80),
      options: options(content.mapping[index]),
    })),
    unread: unreadOf(content).map(({ column, text }) => ({ column, text: say(text, language) })),
  };
}
