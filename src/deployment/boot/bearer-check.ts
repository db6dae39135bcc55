import { type Machine, normaliseMac, type ReportedIdentity } from '../../park/machine/index.js';
import { TicketError } from '../../platform/vault/index.js';

/** A genuine ticket, shown by a PC that it was not given to. */
export class ForeignTicketError extends TicketError {
  constructor(
    /** Whose the ticket is: a machine's id, or a MAC. */
    readonly ticketOf: string,
    /** As whom the PC named itself. */
    readonly machineId?: string,
  ) {
    super('foreign');
  }
}

/**
 * Throws ForeignTicketError unless the ticket is that of the machine that the whole report leads to. A MAC is good for
 * the PC that nobody knows yet, and for the machine that it names: what a PC says of itself is not enough.
 * @param subject whose the ticket is
 */
export function mustBeBearer(
  subject: string,
  reported: ReportedIdentity,
  machine: Machine | undefined,
): void {
  const hasMac = reported.macs.some((mac) => normaliseMac(mac) === subject);
  const isGood =
    machine === undefined ? hasMac : subject === machine.id || (hasMac && machine.ownMacs.includes(subject));
  if (!isGood) throw new ForeignTicketError(subject, machine?.id);
}
