import type { Command } from 'commander';
import { Option } from 'commander';
import type { Bilingual } from '../../../platform/core/index.js';
import type {
  CreatedTargetDto,
  DeliveryDto,
  NotificationTestDto,
  RemovedTargetDto,
  TargetDto,
} from '../../notifications/index.js';
import type { Toned } from '../line.js';
import type { Registration } from '../registration.js';
import { askSecret } from '../secret-input.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const TARGETS = '/api/notification-targets';
const DELIVERIES = '/api/notification-deliveries';
const EVENTS = ['deployment.failed', 'deployment.certified', 'lot.done'];
const STATES = ['due', 'sending', 'sent', 'given-up'] as const;

const STATE_TEXT: Record<DeliveryDto['state'], { text: Bilingual; tone: Toned['tone'] }> = {
  due: { text: { fr: 'à envoyer', en: 'to send' }, tone: 'warning' },
  sending: { text: { fr: 'en cours', en: 'sending' }, tone: 'busy' },
  sent: { text: { fr: 'envoyé', en: 'sent' }, tone: 'good' },
  'given-up': { text: { fr: 'abandonné', en: 'given up' }, tone: 'bad' },
};

export function registerNotify({ program, t, act }: Registration): void {
  const notify = program.command('notify').description(
    t({
      fr: 'Ce qu’Établi annonce au-dehors : webhooks et courrier électronique',
      en: 'What Établi tells the outside: webhooks and e-mail',
    }),
  );
  registerTargets(notify, { t, act });
  registerMessages(notify, { t, act });
}

function eventOption(t: Registration['t']): Option {
  return new Option(
    '--event <event...>',
    t({ fr: 'ce qui est annoncé ; tout par défaut', en: 'what is told; everything by default' }),
  ).choices(EVENTS);
}

function registerTargets(notify: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  notify
    .command('list')
    .description(t({ fr: 'Les destinataires', en: 'The targets' }))
    .action(act(list));
  notify
    .command('webhook <name> <url>')
    .description(
      t({
        fr: 'Ajoute un webhook ; son secret est fait par Établi et montré une seule fois',
        en: 'Adds a webhook; Établi makes its secret and shows it only once',
      }),
    )
    .addOption(eventOption(t))
    .option('--secret', t({ fr: 'saisir le secret au clavier', en: 'type the secret' }))
    .option(
      '--allow-http',
      t({ fr: 'permettre http:// pour cette adresse', en: 'allow http:// for this address' }),
    )
    .action(act(addWebhook));
  notify
    .command('mail <name> <address>')
    .description(
      t({
        fr: 'Ajoute une adresse de courrier (le serveur : etabli setting set mail)',
        en: 'Adds an e-mail address (the server: etabli setting set mail)',
      }),
    )
    .addOption(eventOption(t))
    .addOption(
      new Option(
        '--in <language>',
        t({ fr: 'la langue de ses messages', en: 'the language of its messages' }),
      )
        .choices(['fr', 'en'])
        .default('fr'),
    )
    .action(act(addMail));
  notify
    .command('remove <name>')
    .description(
      t({
        fr: 'Supprime un destinataire ; ce qui lui est dû est abandonné',
        en: 'Removes a target; what is owed to it is given up',
      }),
    )
    .action(act(remove));
  notify
    .command('test <name>')
    .description(t({ fr: 'Envoie un message d’essai', en: 'Sends a test message' }))
    .action(act(test));
}

function registerMessages(notify: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  notify
    .command('messages')
    .description(t({ fr: 'Les messages, le dernier en premier', en: 'The messages, the latest first' }))
    .addOption(
      new Option('--state <state>', t({ fr: 'ceux dans cet état', en: 'those in this state' })).choices(
        STATES,
      ),
    )
    .option('--recipient <name>', t({ fr: 'ceux d’un destinataire', en: 'those of a target' }))
    .action(act(messages));
  notify
    .command('again <message>')
    .description(
      t({
        fr: 'Envoie à nouveau un message envoyé ou abandonné',
        en: 'Sends a message again that was sent or given up',
      }),
    )
    .action(
      act(async (session, id: string) => {
        const again = await session.api().post<DeliveryDto>(`${DELIVERIES}/${encodeURIComponent(id)}/again`);
        session.terminal.result(again, () => [
          t({ fr: 'Le message est à nouveau à envoyer.', en: 'The message is to be sent again.' }),
        ]);
      }),
    );
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const targets = await session.api().get<TargetDto[]>(TARGETS);
  terminal.result(targets, () =>
    table(targets, [
      [terminal.say({ fr: 'NOM', en: 'NAME' }), (row) => row.name],
      [terminal.say({ fr: 'ADRESSE', en: 'ADDRESS' }), (row) => row.address],
      [terminal.say({ fr: 'ANNONCES', en: 'EVENTS' }), (row) => row.events.join(' ')],
      [terminal.say({ fr: 'LANGUE', en: 'LANGUAGE' }), (row) => (row.kind === 'mail' ? row.language : '')],
      [terminal.say({ fr: 'PAR', en: 'BY' }), (row) => row.createdBy],
      [terminal.say({ fr: 'DEPUIS', en: 'SINCE' }), (row) => terminal.time(row.createdAt)],
    ]),
  );
}

async function addWebhook(
  session: Session,
  name: string,
  address: string,
  options: { event?: string[]; secret?: true; allowHttp?: true },
): Promise<void> {
  const { terminal } = session;
  const secret = options.secret
    ? await askSecret(terminal.say({ fr: 'Secret : ', en: 'Secret: ' }))
    : undefined;
  const body = {
    ...{ name, kind: 'webhook', address, events: options.event ?? EVENTS, language: terminal.language },
    ...{ plainHttp: options.allowHttp ?? false, secret },
  };
  const added = await session.api().post<CreatedTargetDto>(TARGETS, { body });
  if (secret !== undefined) {
    const { secret: _, ...known } = added;
    return terminal.result(known, () => [
      terminal.say({ fr: `${name} est ajouté.`, en: `${name} is added.` }),
    ]);
  }
  terminal.tell({
    fr: 'Le secret qui signe ses messages, montré une seule fois :',
    en: 'The secret that signs its messages, shown only once:',
  });
  terminal.result(added, () => [added.secret ?? '']);
}

async function addMail(
  session: Session,
  name: string,
  address: string,
  options: { event?: string[]; in: string },
): Promise<void> {
  const { terminal } = session;
  const body = { name, kind: 'mail', address, events: options.event ?? EVENTS, language: options.in };
  const added = await session.api().post<CreatedTargetDto>(TARGETS, { body });
  terminal.result(added, () => [terminal.say({ fr: `${name} est ajouté.`, en: `${name} is added.` })]);
}

async function remove(session: Session, name: string): Promise<void> {
  const { terminal } = session;
  const removed = await session.api().delete<RemovedTargetDto>(`${TARGETS}/${encodeURIComponent(name)}`);
  terminal.result(removed, () => [
    terminal.say({
      fr: `${name} est supprimé ; messages abandonnés : ${removed.givenUp}.`,
      en: `${name} is removed; messages given up: ${removed.givenUp}.`,
    }),
  ]);
}

async function test(session: Session, name: string): Promise<void> {
  const { terminal } = session;
  const path = `${TARGETS}/${encodeURIComponent(name)}/test`;
  const answer = await session.api().post<NotificationTestDto>(path, { body: {} });
  terminal.result(answer, () => [terminal.say(answer.outcome)]);
}

async function messages(session: Session, options: { state?: string; recipient?: string }): Promise<void> {
  const { terminal } = session;
  const found: DeliveryDto[] = [];
  for await (const one of session.api().all<DeliveryDto>(DELIVERIES, { ...options })) found.push(one);
  terminal.result(found, () =>
    table(found, [
      ['DATE', (row) => terminal.time(row.createdAt)],
      [terminal.say({ fr: 'ANNONCE', en: 'EVENT' }), (row) => row.kind],
      [terminal.say({ fr: 'À', en: 'TO' }), (row) => row.recipient],
      [terminal.say({ fr: 'OBJET', en: 'SUBJECT' }), (row) => row.subject],
      [
        terminal.say({ fr: 'ÉTAT', en: 'STATE' }),
        ({ state }) => ({ text: terminal.say(STATE_TEXT[state].text), tone: STATE_TEXT[state].tone }),
      ],
      [terminal.say({ fr: 'ESSAIS', en: 'ATTEMPTS' }), (row) => row.attempts],
      [
        terminal.say({ fr: 'PROCHAIN', en: 'NEXT' }),
        (row) => (row.state === 'due' ? terminal.time(row.nextAt) : ''),
      ],
      [terminal.say({ fr: 'CAUSE', en: 'CAUSE' }), (row) => row.failure && terminal.say(row.failure)],
      ['ID', (row) => row.id],
    ]),
  );
}
