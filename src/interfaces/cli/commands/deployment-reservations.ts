import type { ReservationDto } from '../../../deployment/pipeline/index.js';
import type { Command } from 'commander';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

/** Lists and accepts the reservations of a profile with `recette.reservations: account`. */
export function registerReservations(deployment: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  deployment
    .command('reservations <id>')
    .description(t({ fr: 'Les réserves, acceptées ou non', en: 'The reservations, accepted or not' }))
    .action(act(list));
  deployment
    .command('accept <id> <check>')
    .description(
      t({
        fr: 'Accepte une réserve sous votre nom, qui figurera sur le certificat',
        en: 'Accepts a reservation under your name, which the certificate will show',
      }),
    )
    .action(
      act(async (session, id: string, check: string) => {
        await session.api().post(`${pathOf(id)}/${encodeURIComponent(check)}`, { body: { accept: true } });
        await list(session, id);
      }),
    );
}

async function list(session: Session, id: string): Promise<void> {
  const { terminal } = session;
  const reservations = await session.api().get<ReservationDto[]>(pathOf(id));
  terminal.result(reservations, () =>
    table(reservations, [
      [terminal.say({ fr: 'CONTRÔLE', en: 'CHECK' }), (row) => row.id],
      [terminal.say({ fr: 'RÉSERVE', en: 'RESERVATION' }), (row) => terminal.say(row.text)],
      [terminal.say({ fr: 'ACCEPTÉE PAR', en: 'ACCEPTED BY' }), (row) => row.acceptedBy],
    ]),
  );
}

function pathOf(id: string): string {
  return `/api/deployments/${encodeURIComponent(id)}/reservations`;
}
