import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../../platform/account/index.js';
import { JoinAccounts } from '../../../park/directory/index.js';
import { ClosedNetworks } from '../../../park/machine/index.js';
import { ConflictError, isActive } from '../../../platform/core/index.js';
import { type TicketClaims, TicketError, Tickets } from '../../../platform/vault/index.js';
import type { Deployment } from '../deployment.entity.js';
import { DeploymentStore } from '../deployment.store.js';
import { Deployments, type News } from '../deployments.service.js';
import { orderOf } from '../order.js';
import { type DeployPlan, frozenPlan } from '../plan.js';
import { mustBeUnderWay } from './under-way.js';
import { digestOfSecret, WindowsAnswers } from './windows-answers.js';
import type { WindowsBoot } from './windows-boot.entity.js';
import { mustBeWhereProven } from './where-proven.js';
import { WindowsBootStore } from './windows-boot.store.js';
import type { WindowsReport, WindowsSeal } from './windows-report.schema.js';

/** The ticket on the disk of a Windows that was applied: it redeems the answer file, once. */
export const WINDOWS_TICKET = 'windows';

/**
 * A PC that loses its network while the answer travels asks again with the same ticket. Only the PC that made the key
 * at its first boot can, only until it has said that the file is on its disk, and not for long. Whoever could take that
 * key from the disk in these minutes finds there what he would redeem: it gives him nothing more. A copy of the disk
 * from before the first boot has no key: it redeems instead of the PC, which is then refused and audited, or not at all.
 */
const AGAIN = { minutes: 15, times: 10 };

/** How long a PC may take from its first boot to its last report. */
const REPORT_HOURS = 48;

/** What a PC gets for its ticket. */
export interface Redeemed {
  answer: string;
  /** The bearer token of its reports. */
  session: string;
  /** The profile asks for an autologon: its values stay. */
  keepsAutologon: boolean;
}

interface Owed {
  deployment: Deployment;
  plan: DeployPlan;
}

/** The first boots of the Windows that deployments apply: what they redeem, and what they report. */
@Injectable()
export class WindowsBoots {
  constructor(
    private readonly store: WindowsBootStore,
    private readonly answers: WindowsAnswers,
    private readonly tickets: Tickets,
    private readonly orders: DeploymentStore,
    private readonly deployments: Deployments,
    private readonly networks: ClosedNetworks,
    private readonly joins: JoinAccounts,
    private readonly audit: Audit,
  ) {}

  /**
   * The answer file of a machine with its secrets, for one ticket and one boot. Rejects with TicketError, which the
   * caller audits; then nothing was given, and a valid ticket stays unused unless another boot has used it.
   * @param key what the PC made at its first boot
   */
  async redeem(ticket: string, key: string, address: string): Promise<Redeemed> {
    const claims = this.tickets.read(ticket, WINDOWS_TICKET);
    const { plan, deployment } = await this.owed(claims);
    const order = orderOf(deployment);
    const { hostname } = deployment.facts;
    const { text, secrets, hasBlob } = await this.answers.whole(plan, claims.subject, hostname, order);
    if (secrets.length > 0 || hasBlob) await this.mustBeProven(deployment, address);
    const session = randomBytes(32).toString('base64url');
    await this.store.transaction(async (manager) => {
      await this.deliver(manager, { ticket, claims, key, session, deploymentId: deployment.id });
      if (hasBlob) await this.joins.given(manager, order);
      const { subject } = claims;
      await this.audit.record(
        {
          actor: { kind: 'machine', id: subject, name: subject },
          action: 'machine.redeem',
          subject: { kind: 'machine', id: subject },
          data: {
            deployment: deployment.id,
            profile: plan.profile.name,
            references: secrets,
            ...(hasBlob && { joinBlob: true }),
          },
          address,
        },
        manager,
      );
    });
    const keepsAutologon = plan.profile.document.windows?.accounts?.autologon !== undefined;
    return { answer: text, session, keepsAutologon };
  }

  /** The ticket's first use; or one more of the same PC, which lost the answer. */
  private async deliver(
    manager: EntityManager,
    given: { ticket: string; claims: TicketClaims; key: string; session: string; deploymentId: string },
  ): Promise<void> {
    const { ticket, claims, key, session, deploymentId } = given;
    await this.locked(manager, deploymentId, claims);
    const boot = {
      deploymentId,
      machineId: claims.subject,
      orderKey: claims.order ?? '',
      ticketId: claims.id,
      keyHash: digestOfSecret(key),
      tokenHash: digestOfSecret(session),
      expiresAt: new Date(Date.now() + REPORT_HOURS * 3_600_000),
    };
    try {
      await this.tickets.spend(ticket, WINDOWS_TICKET, manager);
    } catch (error) {
      const isSpent = error instanceof TicketError && error.reason === 'spent';
      if (!isSpent) throw error;
      if (!(await this.store.again(manager, boot, AGAIN))) throw new TicketError('copied');
      return;
    }
    await this.store.begin(manager, boot);
  }

  /** The deployment that the ticket was given for, if it is still under way. */
  private async owed(claims: TicketClaims): Promise<Owed> {
    const deployment = mustBeItsTicket(await this.deployments.activeOf(claims.subject), claims);
    if (deployment.plan === null) throw new TicketError('ended');
    const plan = frozenPlan(deployment.plan);
    if (plan.purpose !== 'deploy') throw new TicketError('ended');
    return { deployment, plan };
  }

  /** A cancellation or a retry that comes meanwhile waits, or has come. */
  private async locked(manager: EntityManager, id: string, claims: TicketClaims): Promise<void> {
    mustBeItsTicket(await this.orders.lock(manager, id), claims);
  }

  /** That somebody confirmed the PC was recorded when the answer files were written. */
  private async mustBeProven(deployment: Deployment, address: string): Promise<void> {
    const kind = deployment.facts.identity?.kind ?? 'none';
    if (kind === 'none') throw new TicketError('unconfirmed');
    await mustBeWhereProven(this.networks, deployment, address);
  }

  async acknowledge({ deploymentId, orderKey }: WindowsBoot): Promise<void> {
    await this.store.transaction(async (manager) => {
      await this.store.acknowledge(deploymentId, manager);
      await this.joins.consumed(manager, orderKey);
    });
  }

  /** The first report: the step that waits for the boot runs again. A repetition changes nothing. */
  async report(boot: WindowsBoot, report: WindowsReport): Promise<void> {
    const news = await this.store.transaction(async (manager) => {
      await mustBeUnderWay(this.orders, manager, boot);
      const isFirst = await this.store.report(manager, boot.deploymentId, report);
      await this.joins.consumed(manager, boot.orderKey);
      return isFirst ? this.deployments.hear(manager, boot.machineId, 'system-booted') : undefined;
    });
    await this.deployments.passOn(news);
  }

  /** The last report, which ends its token. Rejects with ConflictError before the first one. */
  async sealed(boot: WindowsBoot, seal: WindowsSeal): Promise<void> {
    const news = await this.store.transaction(async (manager): Promise<News | undefined> => {
      await mustBeUnderWay(this.orders, manager, boot);
      if ((await this.store.of(boot.deploymentId, manager))?.report == null) throw notReported();
      await this.store.seal(manager, boot.deploymentId, seal);
      return this.deployments.hear(manager, boot.machineId, 'system-sealed');
    });
    await this.deployments.passOn(news);
  }
}

/**
 * The deployment, when it is under way and this is the ticket that was last written for it. A ticket that was replaced
 * comes from a disk that was taken out of the PC or copied.
 */
function mustBeItsTicket(deployment: Deployment | null, { id, order }: TicketClaims): Deployment {
  if (deployment === null || !isActive(deployment.state) || orderOf(deployment) !== order)
    throw new TicketError('ended');
  const { windowsTicket } = deployment.facts;
  if (windowsTicket === undefined) throw new TicketError('ended');
  if (windowsTicket !== id) throw new TicketError('copied');
  return deployment;
}

function notReported(): ConflictError {
  return new ConflictError({
    fr: 'ce PC dit qu’il est scellé avant d’avoir fait son rapport',
    en: 'this PC says that it is sealed before it has reported',
  });
}
