import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { PermanentError, readableJson } from '../../platform/core/index.js';
import { Arrivals, Deployments, type Screen, Screens } from '../pipeline/index.js';
import {
  type Inventory,
  type Machine,
  MachineLifeStore,
  MachineSessions,
  Machines,
  type ReportedIdentity,
} from '../../park/machine/index.js';
import { SshIdentity, Tickets } from '../../platform/vault/index.js';
import { ForeignTicketError, mustBeBearer } from './bearer-check.js';
import { type ConfirmationScreen, ConfirmationScreens } from './confirmation-screen.js';
import type { EnvironmentSession, TicketPurpose } from './environment-session.entity.js';
import { EnvironmentSessionStore, type NewSession } from './environment-session.store.js';
import { tokenDigest } from './environment-sessions.js';
import { HelloLimit } from './hello-limit.js';
import {
  type Hello,
  type InventoryReport,
  type Next,
  PROTOCOL,
  SSH_PORT,
  type Welcome,
} from './phone-home.schema.js';
import { TicketGate } from './ticket-gate.js';
import { ENVIRONMENT_TICKETS } from './ticket-purpose.js';

/** The lifetime of a session: a deployment that waits for a person may take more than a working day. */
const SESSION_MS = 48 * 3_600_000;
const SCREEN_SECONDS = 2;

export type ScreenAnswer = Screen & { confirmation?: ConfirmationScreen };

/** Handles the requests of PCs in the environment. */
@Injectable()
export class PhoneHome {
  private readonly log = logger('boot');

  constructor(
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly sessions: EnvironmentSessionStore,
    private readonly limit: HelloLimit,
    private readonly machines: Machines,
    private readonly machineSessions: MachineSessions,
    private readonly deployments: Deployments,
    private readonly arrivals: Arrivals,
    private readonly screens: Screens,
    private readonly confirmation: ConfirmationScreens,
    private readonly identity: SshIdentity,
    private readonly lives: MachineLifeStore,
  ) {}

  /**
   * Exchanges the ticket of a PC for a session and pins its host key to that session.
   * Rejects with ForbiddenError for a ticket that is forged, expired, used or another PC's, and with
   * TooManyAttemptsError after too many unknown PCs from its address or too many hellos of the machine.
   */
  async hello(ticket: string | undefined, hello: Hello, address: string): Promise<Welcome> {
    const identity = reported(hello.identity);
    const machine = await this.machines.find(identity);
    const subject = machine?.id ?? identity.macs[0] ?? address;
    const session = randomBytes(32).toString('base64url');
    const nonce = randomBytes(32).toString('base64url');
    await this.gate.pass(ticket, { address, subject, data: { identity } }, async (given) => {
      const claims = this.tickets.read(given, ENVIRONMENT_TICKETS);
      mustBeBearer(claims.subject, identity, machine);
      await this.limit.consume(machine?.id, address);
      await this.open(given, {
        id: randomUUID(),
        tokenHash: tokenDigest(session),
        subject: claims.subject,
        purpose: claims.purpose as TicketPurpose,
        orderKey: claims.order ?? null,
        machineId: machine?.id ?? null,
        identity,
        machineNonce: hello.nonce,
        serverNonce: nonce,
        hostKey: hello.hostKey,
        address,
        expiresAt: new Date(Date.now() + SESSION_MS),
      });
      // A PC that boots for an inventory only is not the one that a deployment waits for.
      if (machine !== undefined && claims.purpose === 'deployment')
        await this.lives.requestedSession(machine.id);
    });
    this.log.info({ machine: subject, address, kernel: hello.kernel }, 'a PC booted the environment');
    return {
      protocol: PROTOCOL,
      session,
      nonce,
      challenge: null,
      authorizedKey: this.identity.publicKey(),
      screenIntervalSeconds: SCREEN_SECONDS,
    };
  }

  /** Uses the ticket and creates the session in one transaction. A session for an order ends the older ones. */
  private open(ticket: string, session: NewSession): Promise<void> {
    return this.sessions.transaction(async (manager) => {
      await this.tickets.spend(ticket, ENVIRONMENT_TICKETS, manager);
      await this.sessions.insert(session, manager);
      const { machineId, purpose, id } = session;
      if (machineId !== null && purpose === 'deployment') {
        await this.machineSessions.begin(manager, machineId, id);
      }
    });
  }

  /**
   * Creates or updates the machine from its inventory and starts its deployment. Idempotent: a repeated inventory gets
   * the same answer.
   */
  async inventory(session: EnvironmentSession, report: InventoryReport, address: string): Promise<Next> {
    if (report.nonce !== session.serverNonce) throw wrongNonce();
    if (session.next !== null) return { next: session.next };
    const machine = await this.registered(session, report, address);
    const next = (await this.take(session, machine, report.inventory, address)) ? 'stay' : 'restart';
    await this.sessions.settle(session.id, next);
    return { next };
  }

  /** The machine of the session: that of its hello, or the one that is registered now. */
  private async registered(
    session: EnvironmentSession,
    { inventory }: InventoryReport,
    address: string,
  ): Promise<Machine> {
    const { id, subject, purpose, machineId } = session;
    const adapters = inventory.nics.flatMap(({ mac, bus }) => (bus === 'usb' && mac ? [mac] : []));
    const identity = { ...session.identity, adapters };
    const known = await this.machines.find(identity);
    await this.gate.check({ address, subject: known?.id ?? subject, data: { identity } }, () => {
      mustBeBearer(subject, identity, known);
      if (machineId !== null && known?.id !== machineId) throw new ForeignTicketError(machineId, known?.id);
    });
    const machine = await this.machines.register(identity);
    if (machineId !== null) return machine;
    await this.sessions.transaction(async (manager) => {
      const isFirst = await this.sessions.bind(manager, id, machine.id, address);
      if (isFirst && purpose === 'deployment') await this.machineSessions.begin(manager, machine.id, id);
    });
    return machine;
  }

  /** Whether the PC has an order. Without one, it only sends its inventory. */
  private async take(
    { id, purpose, orderKey, hostKey }: EnvironmentSession,
    machine: Machine,
    inventory: Inventory,
    address: string,
  ): Promise<boolean> {
    if (purpose === 'inventory' || orderKey === null) {
      // Only the session of the order may send the inventory; an older one changes nothing.
      if (!(await this.deployments.isActive(machine))) {
        await this.machines.recordInventory(machine.id, inventory);
      }
      return false;
    }
    if ((await this.machineSessions.current(machine.id)) !== id) return false;
    await this.machines.recordInventory(machine.id, inventory);
    return this.arrivals.arrive(machine, {
      sessionId: id,
      order: orderKey,
      address,
      port: SSH_PORT,
      hostKey,
    });
  }

  /** The content of the PC's own screen. @param server the address of this server that the PC reached */
  async screen(session: EnvironmentSession, server: string): Promise<ScreenAnswer> {
    const { machineId, purpose } = session;
    if (machineId === null || purpose === 'inventory') return { state: 'unknown' };
    const confirmation = await this.confirmation.of(session, machineId, server);
    const isOver = confirmation?.state === 'ended';
    // An ended session, or one of two that claim the machine, is no sign of life of the expected PC.
    if (confirmation === undefined || confirmation.state === 'wanted')
      await this.lives.answeredInEnvironment(machineId);
    const screen: Screen = isOver ? { state: 'unknown' } : await this.screens.of({ id: machineId });
    return { ...screen, ...(confirmation && { confirmation }) };
  }
}

function reported({ serial, uuid, macs, manufacturer, product }: Hello['identity']): ReportedIdentity {
  return readableJson({
    serial,
    uuid,
    macs,
    manufacturer: manufacturer ?? undefined,
    product: product ?? undefined,
  });
}

function wrongNonce(): PermanentError {
  return new PermanentError({
    fr: 'cet inventaire n’est pas celui de cette session',
    en: 'this inventory is not that of this session',
  });
}
