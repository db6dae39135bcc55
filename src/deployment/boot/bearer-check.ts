import { type Machine, normaliseMac, type ReportedIdentity } from '../../park/machine/index.js';
import { TicketError } from '../../platform/vault/index.js';

/** A valid ticket, used by a PC that it was not issued to. */
export class ForeignTicketError extends TicketError {
  constructor(
    /** The holder of the ticket: the id or the MAC of a machine. */
    readonly ticketOf: string,
    /** The machine that the PC identified itself as. */
    readonly machineId?: string,
  ) {
    super('foreign');
  }
}

/**
 * Throws ForeignTicketError unless the ticket belongs to the machine of the report. A ticket for a MAC is valid for an
 * unknown PC and for the machine that the MAC identifies.
 * @param subject the holder of the ticket
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
