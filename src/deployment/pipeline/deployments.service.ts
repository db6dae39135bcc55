import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import { logger, type Config } from '../../platform/config/index.js';
import { isActive, type Signal } from '../../platform/core/index.js';
import { CONFIG, isUniqueViolation } from '../../platform/database/index.js';
import {
  Channels,
  Machines,
  MachineSessions,
  normaliseSerial,
  type Machine,
} from '../../park/machine/index.js';
import { alreadyActive, noSuchDeployment, wrongState } from './arming.js';
import { NO_LOCAL_BOOT, rowFields, type Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import { WindowsAccesses } from './first-boot/windows-accesses.js';
import { orderOf } from './order.js';
import type { CapturePlan, PlannedRow } from './plan.js';
import { Planner } from './planner.js';
import type { RetryChoice, RetryFrom } from './retry.js';
import { Progression } from './progression.js';
import { type Due, StepStore } from './step.store.js';

/** Where a machine's network boot leads. */
export type BootDecision =
  | {
      kind: 'environment';
      reason: 'deployment' | 'capture' | 'inventory';
      machineKey: string;
      /** What the PC is called for; a PC that is only registered is called for nothing. */
      order?: string;
    }
  | { kind: 'disk' };

/** A signal of a machine to its deployment, and the step that is due now. */
export interface News {
  deploymentId: string;
  due?: Due;
}

const log = logger('deployment');

/** Deployments, for lots, for the boot service and for the signals of PCs. */
@Injectable()
export class Deployments {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: DataSource,
    private readonly store: DeploymentStore,
    private readonly steps: StepStore,
    private readonly planner: Planner,
    private readonly progression: Progression,
    private readonly machines: Machines,
    private readonly sessions: MachineSessions,
    private readonly channels: Channels,
    private readonly accesses: WindowsAccesses,
    private readonly audit: Audit,
  ) {}

  async get(id: string): Promise<Deployment> {
    const deployment = await this.store.find(id);
    if (deployment === null) throw noSuchDeployment(id);
    return deployment;
  }

  /** One planned deployment for each row of a new lot, in the lot's own transaction. */
  async plan(
    manager: EntityManager,
    lot: { id: string },
    profileVersionId: string,
    rows: PlannedRow[],
  ): Promise<void> {
    await this.store.insert(
      manager,
      rows.map((row, index) => ({
        id: randomUUID(),
        lotId: lot.id,
        rowNumber: index + 1,
        purpose: 'deploy',
        state: 'planned',
        profileVersionId,
        ...rowFields(row),
      })),
    );
  }

  /** The rows whose PC a lot that is not finished already holds. */
  activeConflicts(
    manager: EntityManager,
    rows: PlannedRow[],
  ): Promise<{ rowIndex: number; lotNumber: string }[]> {
    return this.store.conflicts(manager, rows);
  }

  /** Asks for a machine's disk, or its Windows, as a master: armed at once, and nothing is written to that disk. */
  async capture(
    machineId: string,
    plan: Omit<CapturePlan, 'purpose' | 'technician'>,
    actor: Actor,
  ): Promise<Deployment> {
    const machine = await this.machines.findById(machineId);
    const id = randomUUID();
    const frozen: CapturePlan = { ...plan, purpose: 'capture', technician: actor.name };
    try {
      await this.database.transaction(async (manager) => {
        await this.store.insert(manager, [
          {
            id,
            rowNumber: 1,
            purpose: 'capture',
            state: 'armed',
            machineId: machine.id,
            bootTarget: 'environment',
            armedAt: new Date(),
            armedBy: actor.name,
          },
        ]);
        await this.sessions.endAll(manager, [machine.id]);
        await this.channels.forgetAll(manager, [machine.id]);
        await this.accesses.forget(manager, { machineIds: [machine.id] });
        await this.planner.freeze(manager, [{ id, plan: frozen }]);
        const subject = { kind: 'deployment', id };
        await this.audit.record(
          { actor, action: 'deployment.capture', subject, data: { name: plan.name, kind: plan.kind } },
          manager,
        );
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw alreadyActive({ serial: machine.serial ?? null, mac: null, hostname: null });
    }
    this.progression.changed(id);
    return this.get(id);
  }

  /**
   * Begins a failed deployment again, from the failed step, a step of `retryChoices` or the start. The step that makes
   * sure of the machine (`wait-environment`, `wait-first-boot`) is always run again before it.
   */
  async retry(id: string, from: RetryFrom, actor: Actor): Promise<void> {
    try {
      const due = await this.database.transaction(async (manager) => {
        const deployment = await this.store.lock(manager, id);
        if (deployment === null) throw noSuchDeployment(id);
        if (deployment.state !== 'failed') throw wrongState(deployment);
        const { names, bootTarget, forgotten } = this.planner.repeated(
          await this.steps.ofDeployment(id, manager),
          from,
        );
        const opened = { closedAt: null, closedBy: null, closingNote: null, ...NO_LOCAL_BOOT };
        const change = { state: 'armed', failure: null, endedAt: null, bootTarget, ...opened } as const;
        if (!(await this.store.move(manager, id, ['failed'], change))) throw wrongState(deployment);
        await this.steps.reset(manager, id, names);
        await this.store.forget(manager, id, forgotten);
        const subject = { kind: 'deployment', id };
        await this.audit.record({ actor, action: 'deployment.retry', subject, data: { from } }, manager);
        return deployment.machineId === null ? undefined : this.progression.beginning(manager, deployment);
      });
      await this.progression.enqueue(due);
    } catch (error) {
      throw isUniqueViolation(error) ? alreadyActive(await this.get(id)) : error;
    }
    this.progression.changed(id);
  }

  /** Where a failed deployment may begin again, and what that erases; none for one that has not failed. */
  async retryChoices({ id, state }: Deployment): Promise<RetryChoice[]> {
    return state === 'failed' ? this.planner.retryChoices(await this.steps.ofDeployment(id)) : [];
  }

  /** Reads only: what is known of the machine, and whether it has an active deployment. */
  async bootDecision(identity: { mac: string; serial?: string; uuid?: string }): Promise<BootDecision> {
    const machine = await this.machines.find({
      serial: identity.serial,
      uuid: identity.uuid,
      macs: [identity.mac],
    });
    const deployment = await this.store.activeFor({
      machineId: machine?.id,
      serial: machine?.serial ?? normaliseSerial(identity.serial ?? ''),
      macs: [identity.mac],
    });
    if (deployment === null && machine === undefined && this.config.unknownMachines === 'inventory') {
      return { kind: 'environment', reason: 'inventory', machineKey: identity.mac };
    }
    if (deployment === null || deployment.bootTarget === 'disk' || deployment.localBootAt !== null) {
      return { kind: 'disk' };
    }
    return {
      kind: 'environment',
      reason: deployment.purpose === 'capture' ? 'capture' : 'deployment',
      machineKey: machine?.id ?? identity.mac,
      order: orderOf(deployment),
    };
  }

  /** The active deployment of a machine that was taken into it. */
  activeOf(machineId: string): Promise<Deployment | null> {
    return this.store.activeFor({ machineId, macs: [] });
  }

  /** Whether the machine has a deployment that is armed or under way. */
  async isActive({ id, serial, ownMacs }: Machine): Promise<boolean> {
    return (await this.store.activeFor({ machineId: id, serial, macs: ownMacs })) !== null;
  }

  /** The host key that was read from the machine's system while it was made; undefined when none was. */
  async systemHostKey(machineId: string): Promise<string | undefined> {
    const active = await this.activeOf(machineId);
    const latest = active ?? (await this.store.list({ page: 1, pageSize: 1, machineId })).items[0];
    return latest?.facts.systemHostKey;
  }

  /**
   * A signal of a machine wakes the step that waits for it, within a transaction of the caller.
   * @returns what to `passOn` after its commit
   */
  async hear(manager: EntityManager, machineId: string, signal: Signal): Promise<News | undefined> {
    const found = await this.store.activeFor({ machineId, macs: [] }, manager);
    log.info({ machine: machineId, deployment: found?.id, signal }, 'a machine spoke');
    const deployment = found && (await this.store.lock(manager, found.id));
    if (!deployment || !isActive(deployment.state)) return undefined;
    return { deploymentId: deployment.id, due: await this.progression.hear(manager, deployment.id, signal) };
  }

  /** Announces the signal to watchers, and adds the due step to the queue. */
  async passOn(news: News | undefined): Promise<void> {
    if (news === undefined) return;
    this.progression.changed(news.deploymentId);
    await this.progression.enqueue(news.due);
  }

  /** A signal that a person gives. */
  async signalDeployment(id: string, signal: Signal): Promise<void> {
    await this.progression.signalled(id, signal);
  }
}
