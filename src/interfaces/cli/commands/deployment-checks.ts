import type { ManualCheckDto } from '../../../deployment/pipeline/index.js';
import { Argument, type Command } from 'commander';
import type { Bilingual } from '../../../platform/core/index.js';
import { deploymentNamed } from '../named.js';
import { askSecret } from '../secret-input.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const VERDICTS: Record<ManualCheckDto['verdict'], Bilingual> = {
  passed: { fr: 'bon', en: 'passed' },
  failed: { fr: 'mauvais', en: 'failed' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
  unmeasured: { fr: 'à faire', en: 'to do' },
};

/** Lists and answers manual checks. */
export function registerChecks(deployment: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  deployment
    .command('checks <pc>')
    .description(
      t({ fr: 'Les contrôles manuels, répondus ou non', en: 'The manual checks, answered or not' }),
    )
    .action(act(list));
  deployment
    .command('check <pc> <check>')
    .description(
      t({
        fr: 'Répond à un contrôle manuel, sous votre nom',
        en: 'Answers a manual check, under your name',
      }),
    )
    .addArgument(new Argument('<verdict>').choices(['passed', 'failed', 'not-applicable']))
    .option(
      '--remark <text>',
      t({
        fr: 'ce qui a été constaté ; obligatoire sauf pour « passed »',
        en: 'what was seen; required unless it passed',
      }),
    )
    .action(
      act(async (session, pc: string, check: string, verdict: string, { remark }: { remark?: string }) => {
        await session
          .api()
          .post(`${await pathOf(session, pc)}/${encodeURIComponent(check)}`, { body: { verdict, remark } });
        await list(session, pc);
      }),
    );
  registerEnd(deployment, { t, act });
}

/** What ends a recette: everything passed, and the signature. */
function registerEnd(deployment: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  deployment
    .command('pass <pc>')
    .description(
      t({
        fr: 'Répond « conforme », sous votre nom, à tous les contrôles manuels encore ouverts',
        en: 'Answers “passed”, under your name, to all manual checks that are still open',
      }),
    )
    .action(
      act(async (session, pc: string) => {
        await session.api().post(await pathOf(session, pc), { body: { verdict: 'passed' } });
        await list(session, pc);
      }),
    );
  deployment
    .command('sign <pc>')
    .description(
      t({
        fr: 'Signe les réponses aux contrôles manuels ; le PIN est demandé',
        en: 'Signs the answers to the manual checks; the PIN is asked for',
      }),
    )
    .option('--account <name>', t({ fr: 'le compte dont c’est le PIN', en: 'the account whose PIN it is' }))
    .action(
      act(async (session, pc: string, { account }: { account?: string }) => {
        const pin = await askSecret('PIN : ');
        const body = { role: 'technician', pin, ...(account !== undefined && { account }) };
        const id = await deploymentNamed(session.api(), pc);
        await session.api().post(`/api/deployments/${id}/signatures`, { body });
        session.terminal.result({ signed: true }, () => [t({ fr: 'Signé.', en: 'Signed.' })]);
      }),
    );
}

async function list(session: Session, pc: string): Promise<void> {
  const { terminal } = session;
  const checks = await session.api().get<ManualCheckDto[]>(await pathOf(session, pc));
  terminal.result(checks, () =>
    table(checks, [
      [terminal.say({ fr: 'CONTRÔLE', en: 'CHECK' }), (row) => row.id],
      [terminal.say({ fr: 'TITRE', en: 'TITLE' }), (row) => terminal.say(row.title)],
      [terminal.say({ fr: 'RÉPONSE', en: 'ANSWER' }), (row) => terminal.say(VERDICTS[row.verdict])],
      [terminal.say({ fr: 'PAR', en: 'BY' }), (row) => row.by],
      [terminal.say({ fr: 'REMARQUE', en: 'REMARK' }), (row) => row.remark],
    ]),
  );
}

async function pathOf(session: Session, pc: string): Promise<string> {
  return `/api/deployments/${await deploymentNamed(session.api(), pc)}/manual-checks`;
}
