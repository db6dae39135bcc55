import type { LotPreviewDto } from '../../../deployment/pipeline/index.js';
import { outcomeCounts, type Bilingual } from '../../../platform/core/index.js';
import type { LotShape } from '../api-shapes.js';
import { EXIT } from '../exit-status.js';
import { readGiven } from '../given-file.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import { registerLotActs } from './lot-acts.js';
import { registerLotDocuments } from './lot-documents.js';
import { showLot } from '../found-lot.js';

interface ImportOptions {
  profile: string;
  customer: string;
  order?: string;
  site?: string;
  due?: string;
  begin?: string;
  dryRun?: boolean;
}

/** A value of the CSV that was ignored. */
type Ignored = LotPreviewDto['ignored'][number];

export function registerLot({ program, t, act }: Registration): void {
  const lot = program
    .command('lot')
    .description(t({ fr: 'Lots de PC à déployer', en: 'Lots of PCs to deploy' }));
  lot
    .command('import <file>')
    .description(
      t({
        fr: 'Crée un lot à partir d’un CSV ou d’un classeur .xlsx (série, mac, nom, utilisateur, inventaire, UO, position, notes) : toutes les lignes ou aucune',
        en: 'Creates a lot from a CSV or a workbook .xlsx (serial, mac, hostname, user, asset tag, OU, position, notes): all rows or none',
      }),
    )
    .requiredOption('--profile <name>', t({ fr: 'le profil', en: 'the profile' }))
    .requiredOption('--customer <text>', t({ fr: 'le client ou le service', en: 'the customer or service' }))
    .option('--site <text>', t({ fr: 'où vont les PC', en: 'where the PCs go' }))
    .option('--due <date>', t({ fr: 'à rendre le : 2026-12-24', en: 'due on: 2026-12-24' }))
    .option(
      '--begin <time>',
      t({
        fr: 'quand réveiller les PC armés : 2026-12-24T06:30',
        en: 'when to wake the armed PCs: 2026-12-24T06:30',
      }),
    )
    .option(
      '--order <number>',
      t({ fr: 'le numéro de commande du client', en: 'the customer’s order number' }),
    )
    .option(
      '--dry-run',
      t({ fr: 'montre chaque ligne, ne crée rien', en: 'shows every row, creates nothing' }),
    )
    .action(act(importLot));
  lot
    .command('list')
    .description(t({ fr: 'Les lots, le dernier en premier', en: 'The lots, the latest first' }))
    .action(act(listLots));
  lot
    .command('show <lot>')
    .description(t({ fr: 'Un lot et ses PC', en: 'A lot and its PCs' }))
    .action(act(showLot));
  registerLotActs(lot, t, act);
  registerLotDocuments(lot, { t, act });
}

async function importLot(session: Session, file: string, options: ImportOptions): Promise<number> {
  const { terminal } = session;
  const content = await readGiven(file);
  const { profile, customer, order: orderNumber, site, due: dueOn, begin: beginAt, dryRun } = options;
  const query = { profile, customer, order: orderNumber, site, dueOn, beginAt, dryRun };
  const raw = { content, type: isWorkbook(content) ? 'application/octet-stream' : 'text/csv' };
  const answer = await session.api().post<LotShape | LotPreviewDto>('/api/lots', { raw, query });
  if (!terminal.json) answer.ignored?.forEach((one) => terminal.tell(ignoredText(one)));
  if ('rows' in answer) {
    terminal.result(answer, () => [...verdictLines(answer, terminal), terminal.say(totals(answer))]);
    return answer.accepted ? EXIT.done : EXIT.input;
  }
  terminal.result(answer, () => [
    terminal.say({
      fr: `Lot ${answer.number} créé. Rien ne sera effacé avant : etabli lot arm ${answer.number}`,
      en: `Lot ${answer.number} created. Nothing is erased before: etabli lot arm ${answer.number}`,
    }),
  ]);
  return EXIT.done;
}

/** A workbook is an archive, or a compound file of Excel before 2007, which the server refuses by its name. */
function isWorkbook(content: Buffer): boolean {
  return ['504b0304', 'd0cf11e0'].includes(content.subarray(0, 4).toString('hex'));
}

/** One line for each row: what would be kept of it, and what is wrong. */
function verdictLines({ rows }: LotPreviewDto, terminal: Session['terminal']): string[] {
  return rows.map(({ row, values, problems }) => {
    const kept = Object.values(values).filter(Boolean).join('  ');
    const wrong = problems.map(({ column, found, text }) => {
      const place = `${column ?? ''} « ${found} »`.trim();
      return `${place} : ${terminal.say({ fr: `attendu ${text.fr}`, en: `expected ${text.en}` })}`;
    });
    return `${row}  ${problems.length === 0 ? '✓' : '✗'}  ${kept}  ${wrong.join(' ; ')}`.trimEnd();
  });
}

function totals({ rows }: LotPreviewDto): Bilingual {
  const wrong = rows.filter(({ problems }) => problems.length > 0).length;
  return wrong === 0
    ? { fr: `${rows.length} PC, rien à corriger.`, en: `${rows.length} PCs, nothing to correct.` }
    : {
        fr: `${rows.length} PC, ${wrong} ligne(s) à corriger : rien ne serait créé.`,
        en: `${rows.length} PCs, ${wrong} row(s) to correct: nothing would be created.`,
      };
}

function ignoredText({ row, column, found, text }: Ignored): Bilingual {
  return {
    fr: `Ligne ${row}, colonne ${column} : « ${found} » : ${text.fr}`,
    en: `Row ${row}, column ${column}: "${found}": ${text.en}`,
  };
}

async function listLots(session: Session): Promise<void> {
  const { terminal } = session;
  const lots: LotShape[] = [];
  for await (const item of session.api().all<LotShape>('/api/lots')) lots.push(item);
  const t = (text: Bilingual) => terminal.say(text);
  terminal.result(lots, () =>
    table(lots, [
      [t({ fr: 'LOT', en: 'LOT' }), (row) => row.number],
      [t({ fr: 'CLIENT', en: 'CUSTOMER' }), (row) => row.customer],
      [t({ fr: 'PROFIL', en: 'PROFILE' }), (row) => `${row.profile.name} v${row.profile.version}`],
      [
        t({ fr: 'ÉTAT', en: 'STATE' }),
        (row) =>
          outcomeCounts(row)
            .map(({ count, name }) => `${count} ${t(name)}`)
            .join(', '),
      ],
      [t({ fr: 'CRÉÉ', en: 'CREATED' }), (row) => terminal.time(row.createdAt)],
    ]),
  );
}
