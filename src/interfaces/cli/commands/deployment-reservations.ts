import type { ReservationDto } from '../../../deployment/pipeline/index.js';
import type { Command } from 'commander';
import { deploymentNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

/** Lists and accepts the reservations of a profile with `recette.reservations: account`. */
export function registerReservations(deployment: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  deployment
    .command('reservations <pc>')
    .description(t({ fr: 'Les réserves, acceptées ou non', en: 'The reservations, accepted or not' }))
    .action(act(list));
  deployment
    .command('accept <pc> <check>')
    .description(
      t({
        fr: 'Accepte une réserve sous votre nom, qui figurera sur le certificat',
        en: 'Accepts a reservation under your name, which the certificate will show',
      }),
    )
    .action(
      act(async (session, pc: string, check: string) => {
        await session
          .api()
          .post(`${await pathOf(session, pc)}/${encodeURIComponent(check)}`, { body: { accept: true } });
        await list(session, pc);
      }),
    );
}

async function list(session: Session, pc: string): Promise<void> {
  const { terminal } = session;
  const reservations = await session.api().get<ReservationDto[]>(await pathOf(session, pc));
  terminal.result(reservations, () =>
    table(reservations, [
      [terminal.say({ fr: 'CONTRÔLE', en: 'CHECK' }), (row) => row.id],
      [terminal.say({ fr: 'RÉSERVE', en: 'RESERVATION' }), (row) => terminal.say(row.text)],
      [terminal.say({ fr: 'ACCEPTÉE PAR', en: 'ACCEPTED BY' }), (row) => row.acceptedBy],
    ]),
  );
}

async function pathOf(session: Session, pc: string): Promise<string> {
  return `/api/deployments/${await deploymentNamed(session.api(), pc)}/reservations`;
}
