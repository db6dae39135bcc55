import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, QueryFailedError } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import {
  ConflictError,
  NotFoundError,
  STATE_NAMES,
  decimalSize,
  describe,
  joined,
  oneAfterAnother,
  readable,
  type Bilingual,
} from '../../platform/core/index.js';
import { Channels, Machines, MachineSessions, type Machine } from '../../park/machine/index.js';
import { selectDisk } from '../../documents/profile/index.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import type { DeployPlan } from './plan.js';
import { Planner } from './planner.js';
import { Progression } from './progression.js';
import { StepStore } from './step.store.js';

/** What arming one deployment means for one PC, said before it is done. */
export interface Erasure {
  deploymentId: string;
  hostname?: string;
  serial?: string;
  /** The disk that would be erased, when the machine's inventory is known. */
  disk?: { path: string; model?: string; serial?: string; sizeBytes: number };
  /** The same in words; or why no disk can be told, or chosen, today. */
  text: Bilingual;
}

/** Arming and its opposites: the only way for a disk to become erasable, each act audited. */
@Injectable()
export class Arming {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: DeploymentStore,
    private readonly steps: StepStore,
    private readonly planner: Planner,
    private readonly progression: Progression,
    private readonly machines: Machines,
    private readonly sessions: MachineSessions,
    private readonly channels: Channels,
    private readonly audit: Audit,
  ) {}

  /** What would be erased, if these were armed now. Changes nothing. */
  async preview(deployments: Deployment[]): Promise<Erasure[]> {
    return oneAfterAnother(deployments, async (deployment) =>
      this.erasure(deployment, await this.planner.planOf(deployment, '')),
    );
  }

  /** Arms all of them or none: a conflict, or a profile that cannot be deployed, leaves everything as it was. */
  async arm(deployments: Deployment[], actor: Actor): Promise<Erasure[]> {
    if (deployments.length === 0) throw nothingToArm();
    const plans = await oneAfterAnother(deployments, (one) => this.planner.planOf(one, actor.name));
    const erasures = await oneAfterAnother(deployments, (one, n) => this.erasure(one, plans[n]!));
    const machines = await oneAfterAnother(deployments, (one) => this.machineOf(one));
    await this.database.transaction(async (manager) => {
      for (const [n, deployment] of deployments.entries()) {
        await this.armOne(manager, deployment, plans[n]!, actor, erasures[n]!, machines[n]);
      }
    });
    deployments.forEach(({ id }) => this.progression.changed(id));
    return erasures;
  }

  /** Back to planned, as long as its machine has not begun. */
  async disarm(id: string, actor: Actor): Promise<void> {
    await this.change(id, actor, 'deployment.disarm', async (manager) => {
      const change = {
        state: 'planned',
        bootTarget: 'disk',
        plan: null,
        armedAt: null,
        armedBy: null,
      } as const;
      if (!(await this.deployments.move(manager, id, ['armed'], change))) return false;
      await this.steps.cancelRest(manager, id);
      return true;
    });
  }

  /** Ends it wherever it is; a running step is stopped by its worker within two seconds. */
  async cancel(id: string, actor: Actor): Promise<void> {
    await this.change(id, actor, 'deployment.cancel', async (manager) => {
      const change = { state: 'cancelled', bootTarget: 'disk', endedAt: new Date() } as const;
      if (!(await this.deployments.move(manager, id, ['planned', 'armed', 'running', 'waiting'], change)))
        return false;
      await this.steps.cancelRest(manager, id);
      return true;
    });
  }

  /**
   * Says what becomes of a PC whose deployment failed: it asks for nobody any more. A retry opens it again.
   * Rejects with ConflictError unless it failed and is open.
   */
  async close(id: string, note: string, actor: Actor): Promise<void> {
    const closing = { closedAt: new Date(), closedBy: actor.name, closingNote: readable(note) };
    const close = async (manager: EntityManager): Promise<boolean> => {
      const deployment = await this.deployments.find(id, manager);
      if (deployment !== null && deployment.closedAt !== null) throw alreadyClosed(deployment);
      return this.deployments.move(manager, id, ['failed'], closing);
    };
    await this.change(id, actor, 'deployment.close', close, { note: closing.closingNote });
  }

  private async change(
    id: string,
    actor: Actor,
    action: string,
    work: (manager: EntityManager) => Promise<boolean>,
    data?: Record<string, unknown>,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const deployment = await this.deployments.lock(manager, id);
      if (deployment === null) throw noSuchDeployment(id);
      if (!(await work(manager))) throw wrongState(deployment);
      await this.audit.record({ actor, action, subject: { kind: 'deployment', id }, data }, manager);
    });
    this.progression.changed(id);
  }

  private async armOne(
    manager: EntityManager,
    deployment: Deployment,
    plan: DeployPlan,
    actor: Actor,
    erasure: Erasure,
    machine: Machine | undefined,
  ): Promise<void> {
    const { id } = deployment;
    const change = {
      state: 'armed',
      bootTarget: 'environment',
      plan,
      armedAt: new Date(),
      armedBy: actor.name,
    } as const;
    try {
      if (!(await this.deployments.move(manager, id, ['planned'], change))) throw wrongState(deployment);
    } catch (error) {
      throw isUniqueViolation(error) ? alreadyActive(deployment) : error;
    }
    if (machine !== undefined) {
      // Nothing that a PC said before this order counts for it.
      await this.sessions.endAll(manager, machine.id);
      await this.channels.forgetAll(manager, machine.id);
    }
    await this.planner.freeze(manager, id, plan);
    const data = {
      erases: erasure.disk ?? null,
      profile: plan.profile.digest,
      master: plan.master.payload.sha256,
    };
    await this.audit.record(
      { actor, action: 'deployment.arm', subject: { kind: 'deployment', id }, data },
      manager,
    );
  }

  private machineOf({ serial, mac }: Deployment): Promise<Machine | undefined> {
    return this.machines.find({ serial: serial ?? undefined, macs: mac === null ? [] : [mac] });
  }

  private async erasure(deployment: Deployment, plan: DeployPlan): Promise<Erasure> {
    const found = await this.machineOf(deployment);
    const machine = found && (await this.machines.findById(found.id));
    const common = {
      deploymentId: deployment.id,
      hostname: deployment.hostname ?? undefined,
      serial: deployment.serial ?? machine?.serial ?? undefined,
    };
    if (machine?.inventory == null) {
      return {
        ...common,
        text: {
          fr: 'PC pas encore vu : le disque sera choisi par la règle du profil, et lui seul sera effacé',
          en: 'PC not seen yet: the disk will be chosen by the profile’s rule, and it alone will be erased',
        },
      };
    }
    try {
      const { disk } = selectDisk(plan.profile.document.disk.rule, machine.inventory.disks);
      const { path, model, serial, sizeBytes } = disk;
      const name = joined([model, serial, decimalSize(sizeBytes)], ', ');
      return {
        ...common,
        disk: { path, model: model ?? undefined, serial: serial ?? undefined, sizeBytes },
        text: {
          fr: `tout le disque ${path} (${name.fr}) sera effacé`,
          en: `the whole disk ${path} (${name.en}) will be erased`,
        },
      };
    } catch (error) {
      return { ...common, text: describe(error).text };
    }
  }
}

export function noSuchDeployment(id: string): NotFoundError {
  return new NotFoundError({ fr: `aucun déploiement ${id}`, en: `no deployment ${id}` });
}

export function nothingToArm(): ConflictError {
  return new ConflictError({
    fr: 'le lot n’a aucun déploiement à armer',
    en: 'the lot has no deployment to arm',
  });
}

function alreadyClosed({ closedBy }: Deployment): ConflictError {
  return new ConflictError({
    fr: `${closedBy} a déjà clos ce déploiement`,
    en: `${closedBy} has already closed this deployment`,
  });
}

export function wrongState(deployment: Deployment): ConflictError {
  return new ConflictError({
    fr: `le déploiement est dans l’état « ${STATE_NAMES[deployment.state].fr} » : cela ne se peut pas`,
    en: `the deployment is in the state "${STATE_NAMES[deployment.state].en}": that cannot be done`,
  });
}

export function alreadyActive(deployment: Pick<Deployment, 'serial' | 'mac' | 'hostname'>): ConflictError {
  const name = deployment.serial ?? deployment.mac ?? deployment.hostname ?? '';
  return new ConflictError({
    fr: `le PC ${name} a déjà un déploiement en cours`,
    en: `the PC ${name} already has an active deployment`,
  });
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';
}
