import { Injectable } from '@nestjs/common';
import { AttemptLimit, Audit, ForbiddenError, UnauthenticatedError } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { readableJson } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { Machines } from '../../park/machine/index.js';
import { TicketError } from '../../platform/vault/index.js';
import { ForeignTicketError } from './bearer-check.js';

/** The most refusals audited for each address and minute, since entries of the audit log cannot be deleted. */
const AUDITED_A_MINUTE = 10;
const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The user of a ticket and its purpose, for the audit log. */
export interface Bearer {
  address: string;
  /** The machine or MAC of the ticket, or the identity that the PC reports. */
  subject: string;
  data?: Record<string, unknown>;
}

/** Handles refused tickets: audits them, shows them on the board, answers 403. */
@Injectable()
export class TicketGate {
  private readonly log = logger('boot');
  private readonly limiter = new AttemptLimit(AUDITED_A_MINUTE, 60);

  constructor(
    private readonly audit: Audit,
    private readonly notifications: Notifications,
    private readonly machines: Machines,
  ) {}

  /** Runs `work`, which uses the ticket. A refusal becomes a ForbiddenError; a missing ticket, a 401. */
  async pass<T>(
    ticket: string | undefined,
    bearer: Bearer,
    work: (ticket: string) => Promise<T>,
  ): Promise<T> {
    if (ticket === undefined) throw new UnauthenticatedError();
    return this.check(bearer, () => work(ticket));
  }

  /** The same for a used ticket: `work` checks whether it belongs to this PC. */
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
    // The alarm of a copied disk needs a good ticket: refusals of an address must not drown it.
    if (!(await this.limiter.allows(reason === 'copied' ? `${reason} ${subject}` : address))) return;
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

  /** Shows the refusal on the board, at the machine that the PC identified itself as, or at that of the ticket. */
  private async noteForeign({ ticketOf, machineId }: ForeignTicketError): Promise<void> {
    const id = machineId ?? (MACHINE_ID.test(ticketOf) ? ticketOf : undefined);
    if (id !== undefined) await this.machines.noteForeignTicket(id, ticketOf);
  }
}
