import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../account/index.js';
import { logger } from '../config/index.js';
import { PermanentError, readableJson } from '../core/index.js';
import { Deployments, type Screen, Screens } from '../deployment/index.js';
import {
  type Machine,
  MachineLifeStore,
  Machines,
  normaliseMac,
  type ReportedIdentity,
} from '../machine/index.js';
import { SshIdentity, type TicketClaims, TicketError, Tickets } from '../vault/index.js';
import type { EnvironmentSession } from './environment-session.entity.js';
import { EnvironmentSessionStore } from './environment-session.store.js';
import {
  type Hello,
  type InventoryReport,
  type Next,
  PROTOCOL,
  type SystemHello,
  type Welcome,
} from './phone-home.schema.js';
import { TicketGate } from './ticket-gate.js';

/** What the boot script's ticket is for; the installed system's own is `system`. */
export const ENVIRONMENT_TICKET = 'environment';
const SYSTEM_TICKET = 'system';
/** A deployment that waits for a person may take a working day and more. */
const SESSION_MS = 48 * 3_600_000;
const SCREEN_SECONDS = 2;
const SSH_PORT = 22;

/** What PCs tell: from the environment, and from the system that was installed on them. */
@Injectable()
export class PhoneHome {
  private readonly log = logger('boot');

  constructor(
    private readonly gate: TicketGate,
    private readonly tickets: Tickets,
    private readonly sessions: EnvironmentSessionStore,
    private readonly machines: Machines,
    private readonly deployments: Deployments,
    private readonly screens: Screens,
    private readonly identity: SshIdentity,
    private readonly lives: MachineLifeStore,
  ) {}

  /**
   * A PC in the environment spends its ticket against a session; its host key is pinned to that session.
   * Rejects with ForbiddenError for a ticket that is forged, expired, used or another PC's.
   */
  async hello(ticket: string | undefined, hello: Hello, address: string): Promise<Welcome> {
    const identity = reported(hello.identity);
    const machine = await this.machines.find(identity);
    const subject = machine?.id ?? identity.macs[0] ?? address;
    const session = randomBytes(32).toString('base64url');
    const nonce = randomBytes(32).toString('base64url');
    await this.gate.pass(ticket, { address, subject, data: { identity } }, (given) =>
      this.sessions.transaction(async (manager) => {
        const claims = await this.tickets.spend(given, ENVIRONMENT_TICKET, manager);
        if (!isBearer(claims, identity, machine)) throw new TicketError('foreign');
        const expiresAt = new Date(Date.now() + SESSION_MS);
        const nonces = { machineNonce: hello.nonce, serverNonce: nonce };
        const entry = { id: randomUUID(), tokenHash: digest(session), subject: claims.subject, identity };
        await this.sessions.insert(
          { ...entry, ...nonces, hostKey: hello.hostKey, address, expiresAt },
          manager,
        );
      }),
    );
    this.log.info({ machine: subject, address, kernel: hello.kernel }, 'a PC booted the environment');
    if (machine !== undefined) await this.lives.greeted(machine.id);
    return {
      protocol: PROTOCOL,
      session,
      nonce,
      challenge: null,
      authorizedKey: this.identity.publicKey(),
      screenIntervalSeconds: SCREEN_SECONDS,
    };
  }

  /** The inventory makes or completes the machine, opens its SSH channel, and begins its armed deployment. */
  async inventory(token: string | undefined, report: InventoryReport, address: string): Promise<Next> {
    const session = await this.session(token);
    if (report.nonce !== session.serverNonce) throw wrongNonce();
    const { inventory } = report;
    const adapters = inventory.nics.flatMap(({ mac, bus }) => (bus === 'usb' && mac ? [mac] : []));
    const machine = await this.machines.register({ ...session.identity, adapters });
    await this.sessions.bind(session.id, machine.id, address);
    await this.machines.recordInventory(machine.id, inventory);
    const { hostKey } = session;
    await this.machines.recordChannel(machine.id, { kind: 'environment', address, port: SSH_PORT, hostKey });
    const deployment = await this.deployments.claimFor(machine);
    if (deployment === undefined) return { next: 'restart' };
    await this.deployments.signal(machine.id, 'environment-booted');
    return { next: 'stay' };
  }

  /** What the PC's own screen shows. */
  async screen(token: string | undefined): Promise<Screen> {
    const { machineId } = await this.session(token);
    if (machineId === null) return { state: 'unknown' };
    await this.lives.spoke(machineId);
    return this.screens.of({ id: machineId });
  }

  /**
   * The installed system has booted for the first time. The ticket stays unused when anything fails, so
   * that the system can say it again; said again after it was heard, it changes nothing.
   */
  async system(ticket: string | undefined, { hostKey }: SystemHello, address: string): Promise<void> {
    const machineId = this.subjectOf(ticket);
    await this.gate.pass(ticket, { address, subject: machineId ?? address }, async (given) => {
      try {
        await this.hear(given, hostKey, address);
      } catch (error) {
        const isRepeated = error instanceof TicketError && error.reason === 'spent';
        if (!isRepeated || machineId === undefined) throw error;
        if ((await this.machines.channel(machineId, 'system'))?.hostKey !== hostKey) throw error;
      }
    });
  }

  private hear(ticket: string, hostKey: string, address: string): Promise<void> {
    return this.sessions.transaction(async (manager) => {
      const { subject } = await this.tickets.spend(ticket, SYSTEM_TICKET, manager);
      await this.machines.recordChannel(subject, { kind: 'system', address, port: SSH_PORT, hostKey });
      await this.deployments.signal(subject, 'system-booted');
    });
  }

  /** The machine that a genuine ticket of an installed system names. */
  private subjectOf(ticket: string | undefined): string | undefined {
    try {
      return ticket === undefined ? undefined : this.tickets.read(ticket, SYSTEM_TICKET).subject;
    } catch (error) {
      if (error instanceof TicketError) return undefined;
      throw error;
    }
  }

  private async session(token: string | undefined): Promise<EnvironmentSession> {
    const session = token === undefined ? null : await this.sessions.findByToken(digest(token));
    if (session === null) throw new UnauthenticatedError();
    return session;
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Is the ticket this PC's? It names the machine, or the MAC that an unknown PC booted from. */
function isBearer({ subject }: TicketClaims, { macs }: ReportedIdentity, machine?: Machine): boolean {
  return subject === machine?.id || macs.some((mac) => normaliseMac(mac) === subject);
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
