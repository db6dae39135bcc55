import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { TicketError, Tickets } from '../../platform/vault/index.js';
import { Deployments, USER_DATA_TICKETS, type UserDataAct } from '../pipeline/index.js';
import { ForeignTicketError } from './bearer-check.js';
import { basicPassword } from './bearer.js';
import { plainAddress } from './plain-address.js';
import { TicketGate } from './ticket-gate.js';

/**
 * Admits a PC to the repository of its own user data: with a ticket of the deployment that is running on it, to add to
 * it or only to read it. The ticket is the password of HTTP Basic, the only way in which restic sends one.
 */
@Injectable()
export class UserDataGate {
  constructor(
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly deployments: Deployments,
  ) {}

  /** Throws ForbiddenError unless the ticket allows it; a refusal is audited. */
  async pass(request: Request, machineId: string, act: UserDataAct): Promise<void> {
    const address = plainAddress(request.socket.remoteAddress);
    const ticket = basicPassword(request.headers.authorization);
    await this.gate.pass(ticket, { address, subject: address }, (given) => this.admit(given, machineId, act));
  }

  /** A ticket is valid for longer than a cancelled or failed deployment, so the state is checked. */
  private async admit(ticket: string, machineId: string, act: UserDataAct): Promise<void> {
    const { subject, order } = this.tickets.read(ticket, USER_DATA_TICKETS[act]);
    if (subject !== machineId) throw new ForeignTicketError(subject);
    const deployment = await this.deployments.activeOf(subject);
    if (deployment?.id !== order || deployment?.state !== 'running') throw new TicketError('ended');
  }
}
