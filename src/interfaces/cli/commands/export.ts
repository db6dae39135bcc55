import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Argument } from 'commander';
import { InputError } from '../../../platform/core/index.js';
import { idNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

const WHAT = ['machines', 'lots', 'deployments', 'checks'];

export function registerExport({ program, t, act }: Registration): void {
  program
    .command('export')
    .description(
      t({
        fr: 'Écrit une table pour tableur : machines, lots, déploiements ou contrôles',
        en: 'Writes a table for spreadsheets: machines, lots, deployments or checks',
      }),
    )
    .addArgument(new Argument('<what>').choices(WHAT))
    .option(
      '--out <file>',
      t({
        fr: 'le fichier, .csv ou .xlsx ; ici, du nom de la table, en CSV, par défaut',
        en: 'the file, .csv or .xlsx; by default here, called like the table, as CSV',
      }),
    )
    .option('--lot <lot>', t({ fr: 'ce qui est d’un lot', en: 'what is of a lot' }))
    .action(act(exportTable));
}

/** The file is there whole or not at all. */
async function exportTable(
  session: Session,
  what: string,
  options: { out?: string; lot?: string },
): Promise<void> {
  const { terminal } = session;
  const api = session.api();
  const file = options.out ?? `${what}.csv`;
  const format = extname(file).toLowerCase();
  if (format !== '.csv' && format !== '.xlsx') throw otherFormat(file);
  const lot = options.lot === undefined ? undefined : await idNamed(api, 'lot', options.lot);
  const answer = await api.stream(`/api/exports/${what}${format}`, { language: terminal.language, lot });
  const draft = `${file}.part`;
  try {
    await pipeline(answer, createWriteStream(draft, { flags: 'w' }));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  terminal.result({ what, file }, () => [
    terminal.say({ fr: `${file} est écrit.`, en: `${file} is written.` }),
  ]);
}

function otherFormat(file: string): InputError {
  const expected = { fr: 'un nom en .csv ou .xlsx', en: 'a name with .csv or .xlsx' };
  return new InputError(
    { fr: `« ${file} » n’est ni un CSV ni un classeur.`, en: `"${file}" is neither a CSV nor a workbook.` },
    [{ field: 'out', found: file, expected }],
  );
}
