import { InputError } from '../../../platform/core/index.js';
import type { Outcome } from './outcomes.js';

/** What was deployed in a lab, and on what. */
export interface LabRun {
  date: string;
  image: { name: string; edition: string; build: string; architecture: string };
  firmware: string;
  outcomes: Outcome[];
}

/** The rows of labs stand between these lines of the page. */
const [START, END] = ['<!-- lab rows: start -->', '<!-- lab rows: end -->'];

/** The page with a row for each part of the run, after those of earlier runs. Throws InputError without the table. */
export function withRun(page: string, run: LabRun, file: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start === -1 || end < start) throw noTable(file);
  const { name, edition, build, architecture } = run.image;
  const head = [run.date, `${name} (${edition}) ${build} ${architecture}`, run.firmware];
  const rows = run.outcomes.map(({ part, outcome }) => row([...head, part, outcome]));
  return `${page.slice(0, end).trimEnd()}\n${rows.join('\n')}\n\n${page.slice(end)}`;
}

/** A row of a Markdown table: a bar or the end of a line in a cell would end it. */
function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim()).join(' | ')} |`;
}

function noTable(file: string): InputError {
  const expected = { fr: `un tableau entre ${START} et ${END}`, en: `a table between ${START} and ${END}` };
  return new InputError(
    { fr: `${file} n’a pas de tableau pour les labos`, en: `${file} has no table for labs` },
    [{ field: file, found: null, expected }],
  );
}
