import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/database/index.js';
import { Deployments } from '../pipeline/index.js';
import { Channels } from '../../park/machine/index.js';
import { TicketError, Tickets } from '../../platform/vault/index.js';
import { type SystemHello, SSH_PORT } from './phone-home.schema.js';
import { TicketGate } from './ticket-gate.js';
import { SYSTEM_TICKET } from './ticket-purpose.js';

/** Receives the first boot of installed systems. */
@Injectable()
export class FirstBoots {
  constructor(
    private readonly database: DataSource,
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly channels: Channels,
    private readonly deployments: Deployments,
  ) {}

  /**
   * Idempotent. After a failure the ticket stays unused, so that the system can retry. Rejects with ForbiddenError for
   * an invalid ticket or another host key.
   */
  async hear(ticket: string | undefined, { hostKey }: SystemHello, address: string): Promise<void> {
    const machineId = this.subjectOf(ticket);
    await this.gate.pass(ticket, { address, subject: machineId ?? address }, async (given) => {
      try {
        await this.take(given, hostKey, address);
      } catch (error) {
        const isRepeated = error instanceof TicketError && error.reason === 'spent';
        if (!isRepeated || machineId === undefined) throw error;
        if ((await this.channels.of(machineId, 'system'))?.pin !== hostKey) throw error;
      }
    });
  }

  /** Requires the host key that was read during the installation. */
  private async take(ticket: string, hostKey: string, address: string): Promise<void> {
    const { subject } = this.tickets.read(ticket, SYSTEM_TICKET);
    const expected = await this.deployments.systemHostKey(subject);
    const news = await inTransaction(this.database, async (manager) => {
      await this.tickets.spend(ticket, SYSTEM_TICKET, manager);
      if (hostKey !== expected) throw new TicketError('host-key');
      const heard = await this.deployments.hear(manager, subject, 'system-booted');
      const place = { kind: 'system', protocol: 'ssh', address, port: SSH_PORT } as const;
      await this.channels.pin(manager, subject, { ...place, pin: hostKey });
      return heard;
    });
    await this.deployments.passOn(news);
  }

  /** The machine of a valid ticket of an installed system. */
  private subjectOf(ticket: string | undefined): string | undefined {
    try {
      return ticket === undefined ? undefined : this.tickets.read(ticket, SYSTEM_TICKET).subject;
    } catch (error) {
      if (error instanceof TicketError) return undefined;
      throw error;
    }
  }
}
