import { Injectable } from '@nestjs/common';
import { AttemptLimit, Audit, ForbiddenError, UnauthenticatedError } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { readableJson } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { Machines } from '../../park/machine/index.js';
import { TicketError } from '../../platform/vault/index.js';
import { ForeignTicketError } from './bearer-check.js';

/** A refusal from one address is written down this often a minute at most: the audit log cannot be emptied. */
const AUDITED_A_MINUTE = 10;
const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who shows a ticket, and for what; kept with a refusal. */
export interface Bearer {
  address: string;
  /** The machine or MAC that the ticket names, or what the PC says of itself. */
  subject: string;
  data?: Record<string, unknown>;
}

/** The one place where a machine's ticket is refused: audited, told to the board, answered 403. */
@Injectable()
export class TicketGate {
  private readonly log = logger('boot');
  private readonly limiter = new AttemptLimit(AUDITED_A_MINUTE, 60);

  constructor(
    private readonly audit: Audit,
    private readonly notifications: Notifications,
    private readonly machines: Machines,
  ) {}

  /** Runs `work`, which spends the ticket; its refusal becomes a ForbiddenError. Without a ticket: 401. */
  async pass<T>(
    ticket: string | undefined,
    bearer: Bearer,
    work: (ticket: string) => Promise<T>,
  ): Promise<T> {
    if (ticket === undefined) throw new UnauthenticatedError();
    return this.check(bearer, () => work(ticket));
  }

  /** The same for a ticket that was spent: `work` looks again whether it is that of this PC. */
  async check<T>(bearer: Bearer, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TicketError)) throw error;
      await this.refuse(error, bearer);
      throw new ForbiddenError(error.text, { data: { reason: error.reason } });
    }
  }

  private async refuse(error: TicketError, { address, subject, data }: Bearer): Promise<void> {
    const { reason } = error;
    const ticketOf = error instanceof ForeignTicketError ? error.ticketOf : undefined;
    this.log.warn({ reason, address, subject }, 'ticket refused');
    if (!(await this.limiter.allows(address))) return;
    await this.audit.record(
      readableJson({
        actor: { kind: 'machine' as const, id: subject, name: subject },
        action: 'machine.ticket-refused',
        subject: { kind: 'machine', id: subject },
        data: { ...data, reason, ...(ticketOf && { ticketOf }) },
        address,
      }),
    );
    if (error instanceof ForeignTicketError) await this.noteForeign(error);
    if (MACHINE_ID.test(subject)) await this.notifications.publish('machine', subject);
  }

  /** On the board: with the machine that the PC named itself as, or with the one whose ticket it was. */
  private async noteForeign({ ticketOf, machineId }: ForeignTicketError): Promise<void> {
    const id = machineId ?? (MACHINE_ID.test(ticketOf) ? ticketOf : undefined);
    if (id !== undefined) await this.machines.noteForeignTicket(id, ticketOf);
  }
}
