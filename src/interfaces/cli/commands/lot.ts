import type { LotPreviewDto } from '../../../deployment/pipeline/index.js';
import type { Command } from 'commander';
import { NotFoundError, outcomeCounts, type Bilingual } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import { nameOf, type DeploymentShape, type ErasureShape, type LotShape } from '../api-shapes.js';
import { EXIT } from '../exit-status.js';
import { readGiven } from '../given-file.js';
import { sure } from '../confirmation.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface ImportOptions {
  profile: string;
  customer: string;
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
        fr: 'Crée un lot à partir d’un CSV (série, mac, nom, utilisateur, inventaire, UO, notes) : toutes les lignes ou aucune',
        en: 'Creates a lot from a CSV (serial, mac, hostname, user, asset tag, OU, notes): all rows or none',
      }),
    )
    .requiredOption('--profile <name>', t({ fr: 'le profil', en: 'the profile' }))
    .requiredOption('--customer <text>', t({ fr: 'le client ou le service', en: 'the customer or service' }))
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
  registerActs(lot, t, act);
}

/** The commands that change a lot. */
function registerActs(lot: Command, t: Registration['t'], act: Registration['act']): void {
  lot
    .command('arm <lot>')
    .description(
      t({
        fr: 'Arme le lot : affiche ce qui sera effacé, puis autorise l’effacement',
        en: 'Arms the lot: shows what will be erased, then allows it',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .action(act(armLot));
  lot
    .command('disarm <lot>')
    .description(
      t({
        fr: 'Désarme les PC du lot qui n’ont pas commencé',
        en: 'Disarms the PCs of the lot that have not started',
      }),
    )
    .action(act((session, given: string) => changeLot(session, given, 'disarm')));
  lot
    .command('cancel <lot>')
    .description(
      t({
        fr: 'Annule les déploiements du lot, à toute étape',
        en: 'Cancels the deployments of the lot, at any step',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .action(act(cancelLot));
  lot
    .command('wake <lot>')
    .description(
      t({
        fr: 'Réveille les PC du lot par le réseau (Wake-on-LAN)',
        en: 'Wakes the PCs of the lot over the network (Wake-on-LAN)',
      }),
    )
    .action(
      act(async (session, given: string) => {
        const { id } = await findLot(session.api(), given);
        const woken = await session.api().post<{ macs: string[] }>(`/api/lots/${id}/wake`);
        session.terminal.result(woken, () => [t(wokenText(woken.macs.length))]);
      }),
    );
}

function wokenText(count: number): Bilingual {
  if (count === 0) return { fr: 'Aucun PC à réveiller.', en: 'No PC to wake.' };
  return count === 1
    ? { fr: '1 PC réveillé.', en: '1 PC woken.' }
    : { fr: `${count} PC réveillés.`, en: `${count} PCs woken.` };
}

async function importLot(session: Session, file: string, options: ImportOptions): Promise<number> {
  const { terminal } = session;
  const content = await readGiven(file);
  const query = { profile: options.profile, customer: options.customer, dryRun: options.dryRun };
  const raw = { content, type: 'text/csv' };
  const answer = await session.api().post<LotShape | LotPreviewDto>('/api/lots', { raw, query });
  if (!terminal.json) answer.ignored?.forEach((one) => terminal.tell(ignoredText(one)));
  if ('rows' in answer) {
    terminal.result(answer, () =>
      answer.rows.map(({ row, values, problems }) =>
        `${row}  ${problems.length === 0 ? '✓' : '✗'}  ${Object.values(values).filter(Boolean).join('  ')}  ${problems
          .map(({ column, text }) => `${column ?? ''} ${terminal.say(text)}`.trim())
          .join(' ; ')}`.trimEnd(),
      ),
    );
    return answer.rows.every(({ problems }) => problems.length === 0) ? EXIT.done : EXIT.input;
  }
  terminal.result(answer, () => [
    terminal.say({
      fr: `Lot ${answer.number} créé. Rien ne sera effacé avant : etabli lot arm ${answer.number}`,
      en: `Lot ${answer.number} created. Nothing is erased before: etabli lot arm ${answer.number}`,
    }),
  ]);
  return EXIT.done;
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

async function showLot(session: Session, given: string): Promise<void> {
  const { terminal } = session;
  const lot = await findLot(session.api(), given);
  const deployments = await deploymentsOf(session.api(), lot.id);
  terminal.result({ ...lot, deployments }, () => [
    `${lot.number}  ${lot.customer}  ${lot.profile.name} v${lot.profile.version}`,
    ...table(deployments, [
      ['PC', nameOf],
      [terminal.say({ fr: 'SÉRIE', en: 'SERIAL' }), (row) => row.serial],
      ['MAC', (row) => row.mac],
      [terminal.say({ fr: 'ÉTAT', en: 'STATE' }), (row) => terminal.outcome(row)],
      [terminal.say({ fr: 'CAUSE', en: 'CAUSE' }), (row) => row.failure && terminal.say(row.failure.cause)],
      ['ID', (row) => row.id],
    ]),
  ]);
}

async function armLot(session: Session, given: string, options: { yes?: boolean }): Promise<number> {
  const { terminal } = session;
  const api = session.api();
  const lot = await findLot(api, given);
  const erasures = await api.get<ErasureShape[]>(`/api/lots/${lot.id}/arming`);
  if (!options.yes) {
    erasures.forEach(({ hostname, serial, text }) =>
      terminal.tell(`${hostname ?? serial ?? ''} : ${terminal.say(text)}`),
    );
    const question = { fr: `Armer ${erasures.length} PC ?`, en: `Arm ${erasures.length} PCs?` };
    if (!(await sure(terminal, question))) return EXIT.no;
  }
  const armed = await api.post<ErasureShape[]>(`/api/lots/${lot.id}/arm`, { body: {} });
  terminal.result(armed, () => [
    terminal.say({ fr: `Lot ${lot.number} armé.`, en: `Lot ${lot.number} armed.` }),
  ]);
  return EXIT.done;
}

async function cancelLot(session: Session, given: string, options: { yes?: boolean }): Promise<number> {
  const question = {
    fr: `Annuler tous les déploiements du lot ${given} ?`,
    en: `Cancel all the deployments of the lot ${given}?`,
  };
  if (!options.yes && !(await sure(session.terminal, question))) return EXIT.no;
  return changeLot(session, given, 'cancel');
}

async function changeLot(session: Session, given: string, name: 'disarm' | 'cancel'): Promise<number> {
  const { id } = await findLot(session.api(), given);
  await session.api().post(`/api/lots/${id}/${name}`);
  await showLot(session, id);
  return EXIT.done;
}

/** A lot by its number or its id. */
export async function findLot(api: ApiClient, given: string): Promise<LotShape> {
  if (UUID.test(given)) return api.get<LotShape>(`/api/lots/${given}`);
  for await (const lot of api.all<LotShape>('/api/lots')) {
    if (lot.number.toLowerCase() === given.toLowerCase()) return lot;
  }
  throw new NotFoundError({ fr: `Il n’y a pas de lot ${given}.`, en: `There is no lot ${given}.` });
}

export async function deploymentsOf(api: ApiClient, lotId: string): Promise<DeploymentShape[]> {
  const found: DeploymentShape[] = [];
  for await (const item of api.all<DeploymentShape>('/api/deployments', { lotId })) found.push(item);
  return found.sort((one, other) => one.rowNumber - other.rowNumber);
}
