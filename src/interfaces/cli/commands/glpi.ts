import { InvalidArgumentError } from 'commander';
import type { QueuedDto } from '../../notifications/index.js';
import { deploymentNamed, machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

export function registerGlpi({ program, t, act }: Registration): void {
  const glpi = program.command('glpi').description(
    t({
      fr: 'Envoie inventaires et certificats à GLPI (etabli setting set glpi)',
      en: 'Sends inventories and certificates to GLPI (etabli setting set glpi)',
    }),
  );
  glpi
    .command('push <machine>')
    .description(
      t({
        fr: 'Envoie l’inventaire d’une machine, dans le format natif de GLPI',
        en: 'Sends the inventory of a machine, in the native format of GLPI',
      }),
    )
    .action(
      act(async (session, named: string) => {
        const api = session.api();
        const path = `/api/machines/${await machineNamed(api, named)}/glpi`;
        told(session, await api.post<QueuedDto>(path, { body: {} }));
      }),
    );
  glpi
    .command('attach <pc>')
    .description(
      t({
        fr: 'Attache le certificat d’un PC à son ordinateur dans GLPI, ou à un ticket',
        en: 'Attaches the certificate of a PC to its computer in GLPI, or to a ticket',
      }),
    )
    .option(
      '--ticket <number>',
      t({ fr: 'le numéro du ticket', en: 'the number of the ticket' }),
      ticketNumber,
    )
    .action(
      act(async (session, pc: string, { ticket }: { ticket?: number }) => {
        const api = session.api();
        const path = `/api/deployments/${await deploymentNamed(api, pc)}/glpi`;
        told(session, await api.post<QueuedDto>(path, { body: { ticket } }));
      }),
    );
}

function told({ terminal }: Session, queued: QueuedDto): void {
  terminal.result(queued, () => [
    terminal.say({
      fr: 'Mis en file pour GLPI ; « etabli notify messages --recipient GLPI » dit comment cela finit.',
      en: 'Queued for GLPI; "etabli notify messages --recipient GLPI" tells how it ends.',
    }),
  ]);
}

function ticketNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('1, 2, 3…');
}
