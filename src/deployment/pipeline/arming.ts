import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, type QueryFailedError } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import {
  ConflictError,
  NotFoundError,
  STATE_NAMES,
  readable,
  type DeploymentState,
} from '../../platform/core/index.js';
import { inTransaction, isUniqueViolation } from '../../platform/database/index.js';
import { Channels, Machines, MachineSessions } from '../../park/machine/index.js';
import { NO_LOCAL_BOOT, rowFields, type Deployment } from './deployment.entity.js';
import { DeploymentStore, type Standing } from './deployment.store.js';
import { erasureOf, type Erasure, type KnownPc } from './erasure.js';
import { Holdings, type Order } from './holdings.js';
import type { DeployPlan, PlannedRow } from './plan.js';
import { Planner } from './planner.js';
import { Progression } from './progression.js';
import { StepStore } from './step.store.js';

/** An act that stops deployments: from which states, and what it changes. */
interface CallingOff {
  action: string;
  from: readonly DeploymentState[];
  change: () => Partial<Deployment>;
}

const DISARM: CallingOff = {
  action: 'deployment.disarm',
  from: ['armed'],
  change: () => ({
    state: 'planned',
    bootTarget: 'disk',
    plan: null,
    armedAt: null,
    armedBy: null,
    wokenAt: null,
    ...NO_LOCAL_BOOT,
  }),
};

const CANCEL: CallingOff = {
  action: 'deployment.cancel',
  from: ['planned', 'armed', 'running', 'waiting'],
  change: () => ({ state: 'cancelled', bootTarget: 'disk', endedAt: new Date() }),
};

/** Arms and disarms deployments, audited: a disk can be erased only on an armed machine. */
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
    private readonly holdings: Holdings,
    private readonly audit: Audit,
  ) {}

  /** What would be erased, if these were armed now. Changes nothing. */
  async preview(deployments: Deployment[]): Promise<Erasure[]> {
    const plans = await this.planner.plansOf(deployments, '');
    const pcs = await this.pcsOf(deployments);
    await this.holdings.mustSuffice(ordersOf(deployments, plans, pcs));
    return deployments.map((deployment, n) => erasureOf(deployment, plans[n]!, pcs[n]!));
  }

  /** The same for rows of a lot that is not made yet. */
  async previewRows(customer: string, profileVersionId: string, rows: PlannedRow[]): Promise<Erasure[]> {
    const lot = { id: randomUUID(), number: '–', customer };
    const deployments = rows.map((row, index) => futureDeployment(lot.id, profileVersionId, row, index));
    const plans = await this.planner.plansOf(deployments, '', lot);
    const pcs = await this.pcsOf(deployments);
    await this.holdings.mustSuffice(ordersOf(deployments, plans, pcs));
    return deployments.map((deployment, n) => erasureOf(deployment, plans[n]!, pcs[n]!));
  }

  /** Arms all of them or none: a conflict, or a profile that cannot be deployed, leaves everything as it was. */
  async arm(deployments: Deployment[], actor: Actor): Promise<Erasure[]> {
    if (deployments.length === 0) throw nothingToArm();
    const plans = await this.planner.plansOf(deployments, actor.name);
    const pcs = await this.pcsOf(deployments);
    const erasures = deployments.map((deployment, n) => erasureOf(deployment, plans[n]!, pcs[n]!));
    const ids = deployments.map(({ id }) => id);
    await inTransaction(this.database, async (manager) => {
      await this.move(manager, deployments, actor);
      // Signals that a PC gave before this order do not count.
      const machineIds = pcs.flatMap(({ machine }) => machine?.id ?? []);
      await this.sessions.endAll(manager, machineIds);
      await this.channels.forgetAll(manager, machineIds);
      const orders = ordersOf(deployments, plans, pcs);
      await this.holdings.take(manager, orders);
      await this.planner.freeze(manager, orders);
      const acts = orders.map(({ id, plan }, n) => ({
        actor,
        action: 'deployment.arm',
        subject: { kind: 'deployment', id },
        data: armed(plan, erasures[n]!),
      }));
      await this.audit.recordAll(acts, manager);
    });
    this.progression.changed(ids);
    return erasures;
  }

  /** Back to planned, as long as its machine has not begun. */
  async disarm(id: string, actor: Actor): Promise<void> {
    await this.callOffOne(id, DISARM, actor);
  }

  /** The same for every deployment of a lot whose machine has not begun. */
  async disarmLot(lotId: string, actor: Actor): Promise<void> {
    await this.callOff({ lotId }, DISARM, actor);
  }

  /** Ends it wherever it is; a running step is stopped by its worker within two seconds. */
  async cancel(id: string, actor: Actor): Promise<void> {
    await this.callOffOne(id, CANCEL, actor);
  }

  /** The same for every deployment of a lot that has not ended. */
  async cancelLot(lotId: string, actor: Actor): Promise<void> {
    await this.callOff({ lotId }, CANCEL, actor);
  }

  /**
   * Records what happens to a PC whose deployment failed, which then needs no more attention. A retry opens it again.
   * Rejects with ConflictError unless it failed and is open.
   */
  async close(id: string, note: string, actor: Actor): Promise<void> {
    const closing = { closedAt: new Date(), closedBy: actor.name, closingNote: readable(note) };
    await this.database.transaction(async (manager) => {
      const deployment = await this.deployments.lock(manager, id);
      if (deployment === null) throw noSuchDeployment(id);
      if (deployment.closedAt !== null) throw alreadyClosed(deployment);
      if (!(await this.deployments.move(manager, id, ['failed'], closing))) throw wrongState(deployment);
      await this.holdings.giveBackUnused(manager, id);
      const data = { note: closing.closingNote };
      const subject = { kind: 'deployment', id };
      await this.audit.record({ actor, action: 'deployment.close', subject, data }, manager);
    });
    this.progression.changed(id);
  }

  private async callOffOne(id: string, act: CallingOff, actor: Actor): Promise<void> {
    const { found, done } = await this.callOff({ ids: [id] }, act, actor);
    if (found[0] === undefined) throw noSuchDeployment(id);
    if (done.length === 0) throw wrongState(found[0]);
  }

  /** Applies it to the deployments that are in one of its states, each audited. */
  private async callOff(
    which: { ids: string[] } | { lotId: string },
    { action, from, change }: CallingOff,
    actor: Actor,
  ): Promise<{ found: Standing[]; done: string[] }> {
    const result = await inTransaction(this.database, async (manager) => {
      const found = await this.deployments.lockAll(manager, which);
      const done = found.filter(({ state }) => from.includes(state)).map(({ id }) => id);
      await this.deployments.move(manager, done, from, change());
      await this.steps.cancelRest(manager, done);
      await this.holdings.giveBack(manager, done);
      const acts = done.map((id) => ({ actor, action, subject: { kind: 'deployment', id } }));
      await this.audit.recordAll(acts, manager);
      return { found, done };
    });
    this.progression.changed(result.done);
    return result;
  }

  /** From planned to armed; rejects with ConflictError when one is not planned, or its PC is under way already. */
  private async move(manager: EntityManager, deployments: Deployment[], actor: Actor): Promise<void> {
    const ids = deployments.map(({ id }) => id);
    const other = (await this.deployments.lockAll(manager, { ids })).find(({ state }) => state !== 'planned');
    if (other !== undefined) throw wrongState(other);
    const change = { bootTarget: 'environment', armedAt: new Date(), armedBy: actor.name } as const;
    try {
      await this.deployments.move(manager, ids, ['planned'], { state: 'armed', ...change });
    } catch (error) {
      throw isUniqueViolation(error) ? alreadyActive(nameIn(error, deployments)) : error;
    }
  }

  /** What is known of the PC of each. */
  private async pcsOf(deployments: Deployment[]): Promise<KnownPc[]> {
    const wanted = deployments.map(({ serial, mac }) => ({
      serial: serial ?? undefined,
      macs: mac === null ? [] : [mac],
    }));
    const machines = await this.machines.findAll(wanted);
    const disks = await this.machines.disks(machines.flatMap((machine) => machine?.id ?? []));
    return machines.map((machine) => ({ machine, disks: machine && disks.get(machine.id) }));
  }
}

/** The deployment of a row as it would be; it is in no table. */
function futureDeployment(
  lotId: string,
  profileVersionId: string,
  row: PlannedRow,
  index: number,
): Deployment {
  const planned = { id: randomUUID(), lotId, profileVersionId, rowNumber: index + 1 };
  return { ...planned, ...rowFields(row) } as Deployment;
}

function ordersOf(deployments: Deployment[], plans: DeployPlan[], pcs: KnownPc[]): Order[] {
  return deployments.map(({ id }, n) => ({ id, plan: plans[n]!, pc: pcs[n]! }));
}

/** What the audit keeps of an arming. */
function armed({ profile, master }: DeployPlan, { disk }: Erasure): Record<string, unknown> {
  return { erases: disk ?? null, profile: profile.digest, master: master.payload.sha256 };
}

/** PostgreSQL names the duplicate value: `Key (serial)=(SN-1) already exists.` */
function nameIn(error: QueryFailedError, deployments: Deployment[]): Naming {
  const { detail = '' } = error.driverError as { detail?: string };
  const value = /=\((.*)\)/.exec(detail)?.[1];
  const found = deployments.find(({ serial, mac, machineId }) =>
    [serial, mac, machineId].includes(value ?? ''),
  );
  return found ?? { serial: value ?? null, mac: null, hostname: null };
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

export function wrongState(deployment: Pick<Deployment, 'state'>): ConflictError {
  return new ConflictError({
    fr: `le déploiement est dans l’état « ${STATE_NAMES[deployment.state].fr} » : cela ne se peut pas`,
    en: `the deployment is in the state "${STATE_NAMES[deployment.state].en}": that cannot be done`,
  });
}

type Naming = Pick<Deployment, 'serial' | 'mac' | 'hostname'>;

export function alreadyActive(deployment: Naming): ConflictError {
  const name = deployment.serial ?? deployment.mac ?? deployment.hostname ?? '';
  return new ConflictError({
    fr: `le PC ${name} a déjà un déploiement en cours`,
    en: `the PC ${name} already has an active deployment`,
  });
}
