import type { Command } from 'commander';
import type { ActVerdictDto } from '../../../deployment/pipeline/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import type { ErasureShape } from '../api-shapes.js';
import { sure } from '../confirmation.js';
import { EXIT } from '../exit-status.js';
import type { Registration } from '../registration.js';
import { type BulkAct, dryRun, erasureLines, tellNothingChanged } from '../lot-dry-run.js';
import type { Session } from '../session.js';
import { findLot, showLot } from '../found-lot.js';

interface Options {
  yes?: boolean;
  dryRun?: boolean;
}

const DRY_RUN: Bilingual = {
  fr: 'montre ce qui serait fait, avec les totaux ; ne change rien',
  en: 'shows what would be done, with totals; changes nothing',
};

interface Woken {
  macs: string[];
  verdicts?: ActVerdictDto[];
}

/** The commands that change a lot. */
export function registerLotActs(lot: Command, t: Registration['t'], act: Registration['act']): void {
  lot
    .command('arm <lot>')
    .description(
      t({
        fr: 'Arme le lot : affiche ce qui sera effacé, puis autorise l’effacement',
        en: 'Arms the lot: shows what will be erased, then allows it',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .option('--dry-run', t(DRY_RUN))
    .action(act(armLot));
  lot
    .command('disarm <lot>')
    .description(
      t({
        fr: 'Désarme les PC du lot qui n’ont pas commencé',
        en: 'Disarms the PCs of the lot that have not started',
      }),
    )
    .option('--dry-run', t(DRY_RUN))
    .action(
      act((session, given: string, options: Options) =>
        bulk(session, given, 'disarm', options, () => changeLot(session, given, 'disarm')),
      ),
    );
  lot
    .command('cancel <lot>')
    .description(
      t({
        fr: 'Annule les déploiements du lot, à toute étape',
        en: 'Cancels the deployments of the lot, at any step',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .option('--dry-run', t(DRY_RUN))
    .action(
      act((session, given: string, options: Options) =>
        bulk(session, given, 'cancel', options, () => cancelLot(session, given, options)),
      ),
    );
  lot
    .command('wake <lot>')
    .description(
      t({
        fr: 'Envoie un signal de réveil aux PC du lot (Wake-on-LAN)',
        en: 'Sends a wake-up signal to the PCs of the lot (Wake-on-LAN)',
      }),
    )
    .option('--dry-run', t(DRY_RUN))
    .action(
      act((session, given: string, options: Options) =>
        bulk(session, given, 'wake', options, () => wakeLot(session, given)),
      ),
    );
  registerPauses(lot, t, act);
}

function registerPauses(lot: Command, t: Registration['t'], act: Registration['act']): void {
  lot
    .command('pause <lot>')
    .description(
      t({
        fr: 'Met le lot en pause : les étapes en cours finissent, aucune ne commence',
        en: 'Pauses the lot: steps that run come to their end, none begins',
      }),
    )
    .action(act((session, given: string) => changeLot(session, given, 'pause')));
  lot
    .command('resume <lot>')
    .description(t({ fr: 'Met fin à la pause du lot', en: 'Ends the pause of the lot' }))
    .action(act((session, given: string) => changeLot(session, given, 'resume')));
  lot
    .command('retry-failed <lot>')
    .description(
      t({
        fr: 'Reprend chaque PC en échec du lot, à l’étape en échec',
        en: 'Retries every failed PC of the lot, from the failed step',
      }),
    )
    .option('--dry-run', t(DRY_RUN))
    .action(
      act((session, given: string, options: Options) =>
        bulk(session, given, 'retry-failed', options, () => retryFailed(session, given)),
      ),
    );
}

/** Acts, or shows only what would be done. */
async function bulk(
  session: Session,
  given: string,
  name: BulkAct,
  options: Options,
  act: () => Promise<number>,
): Promise<number> {
  if (!options.dryRun) return act();
  await dryRun(session, await findLot(session.api(), given), name);
  return EXIT.done;
}

async function wakeLot(session: Session, given: string): Promise<number> {
  const { id } = await findLot(session.api(), given);
  const woken = await session.api().post<Woken>(`/api/lots/${id}/wake`);
  session.terminal.result(woken, () => [
    ...verdictLines(woken.verdicts ?? [], session),
    session.terminal.say(wokenText(woken.macs.length)),
  ]);
  return EXIT.done;
}

async function retryFailed(session: Session, given: string): Promise<number> {
  const { id } = await findLot(session.api(), given);
  const verdicts = await session.api().post<ActVerdictDto[]>(`/api/lots/${id}/retry-failed`);
  const done = verdicts.filter(({ isDone }) => isDone).length;
  session.terminal.result(verdicts, () => [
    ...verdictLines(verdicts, session),
    session.terminal.say({
      fr: `${done} PC repris sur ${verdicts.length}.`,
      en: `${done} of ${verdicts.length} PCs retried.`,
    }),
  ]);
  return done === verdicts.length ? EXIT.done : EXIT.refused;
}

function verdictLines(verdicts: readonly ActVerdictDto[], { terminal }: Session): string[] {
  return verdicts.map(({ name, isDone, text }) => `${isDone ? '✓' : '✗'}  ${name}  ${terminal.say(text)}`);
}

function wokenText(count: number): Bilingual {
  if (count === 0) return { fr: 'Aucun PC à réveiller.', en: 'No PC to wake.' };
  return count === 1
    ? { fr: 'Signal de réveil envoyé à 1 PC.', en: 'Wake-up signal sent to 1 PC.' }
    : { fr: `Signal de réveil envoyé à ${count} PC.`, en: `Wake-up signal sent to ${count} PCs.` };
}

async function armLot(session: Session, given: string, options: Options): Promise<number> {
  const { terminal } = session;
  const api = session.api();
  const lot = await findLot(api, given);
  const erasures = await api.get<ErasureShape[]>(`/api/lots/${lot.id}/arming`);
  if (options.dryRun) {
    terminal.result({ dryRun: true, erasures }, () => erasureLines(session, erasures));
    tellNothingChanged(session);
    return EXIT.done;
  }
  if (!options.yes) {
    erasureLines(session, erasures).forEach((line) => terminal.tellLine(line));
    const question = { fr: `Armer ${erasures.length} PC ?`, en: `Arm ${erasures.length} PCs?` };
    if (!(await sure(terminal, question))) return EXIT.no;
  }
  const armed = await api.post<ErasureShape[]>(`/api/lots/${lot.id}/arm`, { body: {} });
  terminal.result(armed, () => [
    terminal.say({ fr: `Lot ${lot.number} armé.`, en: `Lot ${lot.number} armed.` }),
  ]);
  return EXIT.done;
}

async function cancelLot(session: Session, given: string, options: Options): Promise<number> {
  const question = {
    fr: `Annuler tous les déploiements du lot ${given} ?`,
    en: `Cancel all the deployments of the lot ${given}?`,
  };
  if (!options.yes && !(await sure(session.terminal, question))) return EXIT.no;
  return changeLot(session, given, 'cancel');
}

async function changeLot(
  session: Session,
  given: string,
  name: 'disarm' | 'cancel' | 'pause' | 'resume',
): Promise<number> {
  const { id } = await findLot(session.api(), given);
  await session.api().post(`/api/lots/${id}/${name}`);
  await showLot(session, id);
  return EXIT.done;
}
