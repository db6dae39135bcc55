import type { LogLineDto } from '../../../deployment/pipeline/index.js';
import type { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { durationText, isEnded, STATE_NAMES, type Bilingual } from '../../../platform/core/index.js';
import { nameOf, type DeploymentShape, type ErasureShape } from '../api-shapes.js';
import { sure } from '../confirmation.js';
import { EXIT } from '../exit-status.js';
import { deploymentNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import { jsonText } from '../terminal.js';
import { watch } from '../watch.js';
import { registerChecks } from './deployment-checks.js';
import { registerReservations } from './deployment-reservations.js';
import { deploymentsOf, findLot } from '../found-lot.js';

export function registerDeployment({ program, t, act }: Registration): void {
  const deployment = program.command('deployment').description(
    t({
      fr: 'Déploiements ; un PC est nommé par son nom, son n° de série, sa MAC, son n° d’inventaire ou l’identifiant du déploiement',
      en: 'Deployments; a PC is named by its name, serial number, MAC, inventory number or the id of the deployment',
    }),
  );
  deployment
    .command('list')
    .description(
      t({ fr: 'Les déploiements, le dernier en premier', en: 'The deployments, the latest first' }),
    )
    .option('--lot <lot>', t({ fr: 'ceux d’un lot', en: 'those of a lot' }))
    .option('--state <state>', t({ fr: 'ceux dans cet état', en: 'those in this state' }))
    .action(act(list));
  deployment
    .command('show <pc>')
    .description(t({ fr: 'Un déploiement et ses étapes', en: 'A deployment and its steps' }))
    .action(act(show));
  deployment
    .command('watch [pc...]')
    .description(
      t({
        fr: 'Suit des déploiements jusqu’à leur fin ; 0 si tous réussissent, 1 sinon',
        en: 'Follows deployments until they end; 0 if all succeed, 1 otherwise',
      }),
    )
    .option('--lot <lot>', t({ fr: 'tous ceux d’un lot', en: 'all those of a lot' }))
    .action(act(watchThem));
  deployment
    .command('log <pc>')
    .description(t({ fr: 'Le journal des étapes', en: 'The log of the steps' }))
    .option('-f, --follow', t({ fr: 'continue jusqu’à la fin', en: 'continues until the end' }))
    .action(act(log));
  registerActs(deployment, t, act);
  registerChecks(deployment, { t, act });
  registerReservations(deployment, { t, act });
}

/** The commands that change a deployment. */
function registerActs(deployment: Command, t: Registration['t'], act: Registration['act']): void {
  const acts: [name: string, text: Bilingual][] = [
    ['disarm', { fr: 'Désarme un déploiement', en: 'Disarms a deployment' }],
    ['cancel', { fr: 'Annule un déploiement, à toute étape', en: 'Cancels a deployment, at any step' }],
  ];
  for (const [name, text] of acts) {
    deployment
      .command(`${name} <pc>`)
      .description(t(text))
      .action(act((session, id: string) => change(session, id, name)));
  }
  deployment
    .command('arm <pc>')
    .description(
      t({
        fr: 'Arme un déploiement : affiche ce qui sera effacé, puis autorise l’effacement',
        en: 'Arms a deployment: shows what will be erased, then allows it',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .action(act(arm));
  deployment
    .command('close <pc>')
    .description(
      t({
        fr: 'Clôt un déploiement en échec, avec une note sur ce que devient le PC',
        en: 'Closes a failed deployment, with a note on what happens to the PC',
      }),
    )
    .requiredOption('--note <text>', t({ fr: 'ce que devient le PC', en: 'what happens to the PC' }))
    .action(act((session, id: string, { note }: { note: string }) => change(session, id, 'close', { note })));
  deployment
    .command('retry <pc>')
    .description(
      t({
        fr: 'Reprend un déploiement en échec à l’étape qui a échoué',
        en: 'Retries a failed deployment from its failed step',
      }),
    )
    .option('--from-start', t({ fr: 'depuis le début', en: 'from the start' }))
    .action(
      act((session, id: string, options: { fromStart?: boolean }) =>
        change(session, id, 'retry', { from: options.fromStart ? 'start' : 'failed-step' }),
      ),
    );
}

async function list(session: Session, options: { lot?: string; state?: string }): Promise<void> {
  const { terminal } = session;
  const api = session.api();
  const lotId = options.lot === undefined ? undefined : (await findLot(api, options.lot)).id;
  const found: DeploymentShape[] = [];
  for await (const item of api.all<DeploymentShape>('/api/deployments', { lotId, state: options.state }))
    found.push(item);
  terminal.result(found, () =>
    table(found, [
      ['PC', nameOf],
      [terminal.say({ fr: 'SÉRIE', en: 'SERIAL' }), (row) => row.serial],
      [terminal.say({ fr: 'ÉTAT', en: 'STATE' }), (row) => terminal.outcome(row)],
      [terminal.say({ fr: 'CAUSE', en: 'CAUSE' }), (row) => row.failure && terminal.say(row.failure.cause)],
      ['ID', (row) => row.id],
    ]),
  );
}

async function show(session: Session, pc: string): Promise<void> {
  const { terminal } = session;
  const api = session.api();
  const found = await api.get<DeploymentShape>(`/api/deployments/${await deploymentNamed(api, pc)}`);
  terminal.result(found, () => [
    [`${nameOf(found)}  `, terminal.outcome(found)],
    ...table(found.steps ?? [], [
      ['#', (step) => step.position + 1],
      [terminal.say({ fr: 'ÉTAPE', en: 'STEP' }), (step) => terminal.say(step.title)],
      [terminal.say({ fr: 'ÉTAT', en: 'STATE' }), (step) => terminal.say(STATE_NAMES[step.state])],
      [
        terminal.say({ fr: 'DURÉE', en: 'TIME' }),
        ({ startedAt, endedAt }) =>
          startedAt && endedAt ? durationText(Date.parse(endedAt) - Date.parse(startedAt)) : '',
      ],
    ]),
    ...(found.certificate ? [`${found.certificate.number}  ${found.certificate.verdict}`] : []),
    ...(found.failure
      ? [
          `${terminal.say({ fr: 'cause :', en: 'cause:' })} ${terminal.say(found.failure.cause)}`,
          `${terminal.say({ fr: 'à faire :', en: 'to do:' })} ${terminal.say(found.failure.remedy)}`,
        ]
      : []),
    ...(found.closedAt
      ? [
          `${terminal.say({ fr: 'clos le', en: 'closed on' })} ${terminal.time(found.closedAt)} ${terminal.say({ fr: 'par', en: 'by' })} ${found.closedBy}${terminal.say({ fr: ' :', en: ':' })} ${found.closingNote}`,
        ]
      : []),
  ]);
}

async function watchThem(session: Session, pcs: string[], options: { lot?: string }): Promise<number> {
  const api = session.api();
  const ofLot =
    options.lot === undefined ? [] : await deploymentsOf(api, (await findLot(api, options.lot)).id);
  const named: string[] = [];
  for (const pc of pcs) named.push(await deploymentNamed(api, pc));
  const all = [...new Set([...named, ...ofLot.map(({ id }) => id)])];
  const ended = await watch(api, session.terminal, all);
  session.terminal.result(ended, () => []);
  return ended.every(({ state }) => state === 'certified' || state === 'captured') ? EXIT.done : EXIT.no;
}

async function log(session: Session, pc: string, options: { follow?: boolean }): Promise<void> {
  const api = session.api();
  const path = `/api/deployments/${await deploymentNamed(api, pc)}`;
  for (let after = '0'; ;) {
    const ended = !options.follow || isEnded((await api.get<DeploymentShape>(path)).state);
    const items = await api.get<LogLineDto[]>(`${path}/log`, { after });
    for (const line of items) {
      session.terminal.line(
        session.terminal.json
          ? jsonText(line)
          : `${session.terminal.time(line.at, true)}  ${line.step}  ${line.text}`,
      );
    }
    after = items.at(-1)?.id ?? after;
    if (items.length > 0) continue;
    if (ended) return;
    await pause(1_000);
  }
}

async function arm(session: Session, pc: string, options: { yes?: boolean }): Promise<number> {
  const { terminal } = session;
  const api = session.api();
  const id = await deploymentNamed(api, pc);
  const { lotId } = await api.get<DeploymentShape>(`/api/deployments/${id}`);
  const erasures = await api.get<ErasureShape[]>(`/api/lots/${lotId}/arming`);
  const erasure = erasures.find(({ deploymentId }) => deploymentId === id);
  if (!options.yes) {
    if (erasure) terminal.tell(erasure.text);
    if (!(await sure(terminal, { fr: 'Armer ?', en: 'Arm?' }))) return EXIT.no;
  }
  const armed = await api.post<ErasureShape[]>(`/api/lots/${lotId}/arm`, { body: { deployments: [id] } });
  terminal.result(armed, () => armed.map(({ text }) => terminal.say(text)));
  return EXIT.done;
}

async function change(
  session: Session,
  pc: string,
  name: string,
  body: Record<string, unknown> = {},
): Promise<void> {
  const { terminal } = session;
  const api = session.api();
  const path = `/api/deployments/${await deploymentNamed(api, pc)}`;
  await api.post(`${path}/${name}`, { body });
  const now = await api.get<DeploymentShape>(path);
  terminal.result(now, () => [[`${nameOf(now)}  `, terminal.outcome(now)]]);
}
