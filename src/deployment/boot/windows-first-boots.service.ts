import { Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { readableJson } from '../../platform/core/index.js';
import {
  type Enrolment,
  type NextOfWindows,
  type Redeemed,
  WINDOWS_TICKET,
  type WindowsBoot,
  WindowsBoots,
  WindowsHandOvers,
  type WindowsReport,
  type WindowsSeal,
} from '../pipeline/index.js';
import { Machines, type ReportedIdentity } from '../../park/machine/index.js';
import { Tickets } from '../../platform/vault/index.js';
import { mustBeBearer } from './bearer-check.js';
import { TicketGate } from './ticket-gate.js';
import type { EnrolOrder, OpenOrder, RedeemOrder, Reported } from './windows.schema.js';

/**
 * Receives the first boot of installed Windows. Each refusal is audited and shown at the machine, and answered 403: a
 * ticket that another boot has redeemed may mean a copied disk.
 */
@Injectable()
export class WindowsFirstBoots {
  private readonly log = logger('boot');

  constructor(
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly machines: Machines,
    private readonly boots: WindowsBoots,
    private readonly handOvers: WindowsHandOvers,
  ) {}

  /** The answer file with its secrets, once: for the PC of the ticket, confirmed when there are secrets. */
  async redeem(ticket: string | undefined, order: RedeemOrder, address: string): Promise<Redeemed> {
    const identity = identityOf(order.identity);
    const machine = await this.machines.find(identity);
    const subject = machine?.id ?? identity.macs[0] ?? address;
    return this.gate.pass(ticket, { address, subject, data: { identity } }, async (given) => {
      mustBeBearer(this.tickets.read(given, WINDOWS_TICKET).subject, identity, machine);
      const redeemed = await this.boots.redeem(given, order.key, address);
      this.log.info({ machine: subject, address }, 'a PC redeemed its answer file');
      return redeemed;
    });
  }

  acknowledge(boot: WindowsBoot): Promise<void> {
    return this.boots.acknowledge(boot);
  }

  /**
   * Rejects with ForbiddenError for a report of another PC, or after the deployment has ended.
   * @returns whether the PC has to let Établi in
   */
  async report(boot: WindowsBoot, report: WindowsReport, address: string): Promise<Reported> {
    await this.from(boot, report.identity, address, () => this.boots.report(boot, report));
    const name = await this.handOvers.nameFor(boot);
    return { handOver: name === undefined ? null : { name } };
  }

  async enrol(
    boot: WindowsBoot,
    { identity, request }: EnrolOrder,
    { address, reached }: { address: string; reached: string },
  ): Promise<Enrolment> {
    const der = Buffer.from(request, 'base64');
    const work = () => this.handOvers.enrol(boot, der, address, reached);
    const enrolment = await this.from(boot, identity, address, work);
    this.log.info({ machine: boot.machineId, address }, 'a PC got a certificate to be logged on to');
    return enrolment;
  }

  open(boot: WindowsBoot, { identity, port, fault }: OpenOrder, address: string): Promise<void> {
    return this.from(boot, identity, address, () =>
      port === undefined
        ? this.handOvers.fault(boot, fault ?? '', address)
        : this.handOvers.open(boot, port, address),
    );
  }

  async next(boot: WindowsBoot): Promise<{ next: NextOfWindows }> {
    return { next: await this.handOvers.next(boot) };
  }

  sealed(boot: WindowsBoot, seal: WindowsSeal, address: string): Promise<void> {
    return this.from(boot, seal.identity, address, () => this.boots.sealed(boot, seal));
  }

  private async from<T>(
    { machineId }: WindowsBoot,
    reported: WindowsReport['identity'],
    address: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const identity = identityOf(reported);
    const machine = await this.machines.find(identity);
    return this.gate.check({ address, subject: machine?.id ?? machineId, data: { identity } }, () => {
      mustBeBearer(machineId, identity, machine);
      return work();
    });
  }
}

function identityOf({ serial, uuid, macs }: WindowsReport['identity']): ReportedIdentity {
  return readableJson({ serial: serial ?? undefined, uuid: uuid ?? undefined, macs });
}
