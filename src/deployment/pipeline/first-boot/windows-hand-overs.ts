import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClosedNetworks, Channels, MachineLifeStore } from '../../../park/machine/index.js';
import { AttemptLimit, Audit } from '../../../platform/account/index.js';
import { ConflictError } from '../../../platform/core/index.js';
import { CertificateAuthority } from '../../../platform/vault/index.js';
import { Addresses } from '../addresses.js';
import { DeploymentStore } from '../deployment.store.js';
import { Deployments } from '../deployments.service.js';
import { HostAddressStore } from '../host-address.store.js';
import { orderOf } from '../order.js';
import { StepStore } from '../step.store.js';
import { mustBeUnderWay } from './under-way.js';
import { mustBeWhereProven } from './where-proven.js';
import { serverNameOf, type WindowsAccount, WindowsAccesses } from './windows-accesses.js';
import { WindowsAccessStore } from './windows-access.store.js';
import type { WindowsBoot } from './windows-boot.entity.js';
import { WindowsBootStore } from './windows-boot.store.js';

/** The step that waits until an installed Windows can be logged on to. */
export const HAND_OVER_STEP = 'hand-over';

/** Longer than the token of the PC, after which it can ask for nothing any more. */
const CERTIFICATE_DAYS = 4;

/** A PC that cannot open tries again every minute. Each certificate is audited, and entries cannot be deleted. */
const ENROLMENTS = { most: 20, windowSeconds: 600 };

/** What a PC needs to let Établi in. */
export interface Enrolment {
  /** For the key of its request, PEM. */
  certificate: string;
  account: WindowsAccount;
  /** When nothing of it is good any more, whatever happens; ISO 8601. */
  expires: string;
  /** From where Établi connects: nobody else needs to. */
  addresses: string[];
}

/** What a PC that has opened does next; `leave`: its deployment is over, and nobody waits for its last report. */
export type NextOfWindows = 'wait' | 'seal' | 'leave';

/** How an installed Windows hands over to Établi: it asks for a certificate and an account, opens, and waits. ADR 28. */
@Injectable()
export class WindowsHandOvers {
  private readonly enrolments = new AttemptLimit(ENROLMENTS.most, ENROLMENTS.windowSeconds);

  constructor(
    private readonly boots: WindowsBootStore,
    private readonly store: WindowsAccessStore,
    private readonly accesses: WindowsAccesses,
    private readonly authority: CertificateAuthority,
    private readonly addresses: Addresses,
    private readonly hosts: HostAddressStore,
    private readonly orders: DeploymentStore,
    private readonly steps: StepStore,
    private readonly deployments: Deployments,
    private readonly networks: ClosedNetworks,
    private readonly channels: Channels,
    private readonly lives: MachineLifeStore,
    private readonly audit: Audit,
  ) {}

  /** The name that the PC asks a certificate for; undefined when its deployment has no step in the running Windows. */
  async nameFor({ deploymentId, machineId }: WindowsBoot): Promise<string | undefined> {
    const rows = await this.steps.ofDeployment(deploymentId);
    return rows.some(({ name }) => name === HAND_OVER_STEP) ? serverNameOf(machineId) : undefined;
  }

  /**
   * Signs the certificate and settles the account; asked again, the account is the same. Rejects with InputError for
   * another request than that of this PC, with ConflictError before its report, and with TooManyAttemptsError.
   * @param reached the address of the server that the PC reached
   */
  async enrol(boot: WindowsBoot, request: Buffer, address: string, reached: string): Promise<Enrolment> {
    const name = await this.nameFor(boot);
    if (name === undefined || boot.report === null) throw notAsked();
    await this.enrolments.consume(boot.deploymentId);
    const signed = await this.authority.signRequest(request, name, CERTIFICATE_DAYS);
    const account = await this.boots.transaction(async (manager) => {
      await this.checked(manager, boot, address);
      const account = this.accesses.accountOf(await this.accesses.of(boot.deploymentId, manager));
      await this.accesses.enrol(manager, boot, account, signed.sha256);
      const data = { deployment: boot.deploymentId, account: account.name, certificate: signed.sha256 };
      await this.record(manager, boot, 'machine.enrol', data, address);
      return account;
    });
    return {
      certificate: signed.certificatePem,
      account,
      expires: boot.expiresAt.toISOString(),
      addresses: await this.from(reached),
    };
  }

  /** The PC answers at this port of the address that it calls from; said anew after each of its restarts. */
  async open(boot: WindowsBoot, port: number, address: string): Promise<void> {
    await this.heard(boot, address, async (manager) => {
      const access = await this.accesses.of(boot.deploymentId, manager);
      if (access === null) throw notEnrolled();
      const { certificate: pin } = access;
      const place = { kind: 'system', protocol: 'winrm', address, port, pin } as const;
      await this.channels.pin(manager, boot.machineId, place);
      await this.store.opened(manager, boot.deploymentId);
      await this.boots.accessFault(boot.deploymentId, null, manager);
    });
  }

  /** The PC could not open, and says why. */
  async fault(boot: WindowsBoot, fault: string, address: string): Promise<void> {
    await this.heard(boot, address, (manager) => this.boots.accessFault(boot.deploymentId, fault, manager));
  }

  /** What the PC does next. A deployment that failed may be retried until somebody closes it. */
  async next(boot: WindowsBoot): Promise<NextOfWindows> {
    await this.lives.called(boot.machineId);
    const deployment = await this.orders.standing(boot.deploymentId);
    const isOver = deployment === null || deployment.state === 'cancelled' || deployment.closedAt !== null;
    if (isOver || orderOf(deployment) !== boot.orderKey) return 'leave';
    const access = await this.accesses.of(boot.deploymentId);
    return access?.sealAskedAt == null ? 'wait' : 'seal';
  }

  /**
   * The server that the PC has reached, and every host that a step may be run on. A firewall takes neither a name, which
   * PUBLIC_ADDRESS may be, nor a zone.
   */
  private async from(reached: string): Promise<string[]> {
    const known = [reached, ...this.addresses.own(), ...(await this.hosts.all())];
    const addresses = known.map((address) => address.replace(/%.*$/, ''));
    return [...new Set(addresses)].filter((address) => isIP(address) !== 0);
  }

  private async heard(
    boot: WindowsBoot,
    address: string,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    const news = await this.boots.transaction(async (manager) => {
      await this.checked(manager, boot, address);
      await work(manager);
      return this.deployments.hear(manager, boot.machineId, 'system-opened');
    });
    await this.deployments.passOn(news);
  }

  private async checked(manager: EntityManager, boot: WindowsBoot, address: string): Promise<void> {
    const deployment = await mustBeUnderWay(this.orders, manager, boot);
    await mustBeWhereProven(this.networks, deployment, address);
  }

  private async record(
    manager: EntityManager,
    { machineId: id }: WindowsBoot,
    action: string,
    data: Record<string, unknown>,
    address: string,
  ): Promise<void> {
    const actor = { kind: 'machine' as const, id, name: id };
    await this.audit.record({ actor, action, subject: { kind: 'machine', id }, data, address }, manager);
  }
}

function notAsked(): ConflictError {
  return new ConflictError({
    fr: 'ce déploiement n’ouvre pas ce PC, ou pas encore : il n’a pas fait son rapport',
    en: 'this deployment does not open this PC, or not yet: it has not reported',
  });
}

function notEnrolled(): ConflictError {
  return new ConflictError(
    {
      fr: 'ce PC n’a pas de certificat pour ce déploiement',
      en: 'this PC has no certificate for this deployment',
    },
    { remedy: { fr: 'Le PC en demande un, puis rappelle.', en: 'The PC asks for one, then calls again.' } },
  );
}
