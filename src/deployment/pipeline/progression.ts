import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { logger } from '../../platform/config/index.js';
import { ACTIVE_STATES, type Evidence, type Failure, type Signal } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { StepQueues } from '../../platform/queue/index.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import type { StepRow } from './step.entity.js';
import { StepStore, type Claim, type Due } from './step.store.js';
import type { StepOutcome } from './step.js';

/** How many times a step may fail with a transient error, without progress in between, before the failure is final. */
const TRIES = 3;
/** Added to the pause before a retry for each failure before. */
const LONGER_MS = 10_000;
/** How long a PC that stopped answering during a step has to boot the environment again. */
const COME_BACK_MS = 15 * 60_000;

/** A technician who types the code may come in the morning only. */
export const CONFIRMATION_MS = 8 * 60 * 60_000;

const log = logger('deployment');

/**
 * The moves of a deployment from step to step. Each is one transaction that holds the deployment's row;
 * the step is added to the queue after the commit, and by the sweep when that failed.
 */
@Injectable()
export class Progression {
  constructor(
    private readonly database: DataSource,
    private readonly steps: StepStore,
    private readonly deployments: DeploymentStore,
    private readonly queues: StepQueues,
    private readonly notifications: Notifications,
  ) {}

  /** An armed or waiting deployment becomes running. */
  async running(deploymentId: string): Promise<void> {
    await this.deployments.move(this.database.manager, deploymentId, ['armed', 'waiting'], {
      state: 'running',
    });
    this.changed(deploymentId);
  }

  /** The machine of an armed deployment is there: its first step is due. */
  async begin(deploymentId: string): Promise<void> {
    const due = await this.withLock(deploymentId, (manager, deployment) =>
      this.beginning(manager, deployment),
    );
    await this.enqueue(due);
  }

  /** The same within a transaction that holds the deployment; the caller enqueues after its commit. */
  async beginning(manager: EntityManager, { id, startedAt }: Deployment): Promise<Due | undefined> {
    const change = { state: 'running', startedAt: startedAt ?? new Date() } as const;
    await this.deployments.move(manager, id, ['armed'], change);
    return this.steps.queueNext(manager, id);
  }

  /** The step ended well: the next one is due, or the deployment ends. */
  async done(row: StepRow, claim: Claim, evidence: Evidence): Promise<void> {
    const due = await this.withLock(row.deploymentId, async (manager) => {
      if (!(await this.steps.done(manager, claim, evidence))) return undefined;
      const next = await this.steps.queueNext(manager, row.deploymentId);
      if (next === undefined) await this.end(manager, row.deploymentId);
      return next;
    });
    await this.enqueue(due);
  }

  async wait(row: StepRow, claim: Claim, outcome: Extract<StepOutcome, { kind: 'wait' }>): Promise<void> {
    const due = await this.withLock(row.deploymentId, async (manager) => {
      if (!(await this.steps.wait(manager, claim, outcome.for, outcome.timeoutMs))) return undefined;
      await this.deployments.move(manager, row.deploymentId, ['running'], { state: 'waiting' });
      const already = await this.steps.signalledSince(manager, claim, outcome.for);
      return already ? this.steps.wake(manager, row.deploymentId, outcome.for) : undefined;
    });
    await this.enqueue(due);
  }

  /** Puts the step back into its queue, to be begun again by any worker: its own stops, or died. */
  async requeue(claim: Claim, died = false): Promise<void> {
    await this.enqueue(await this.steps.requeue(claim, died));
  }

  /**
   * Puts a step that failed back; the sweep adds it to the queue after a pause, which grows with each failure.
   * False when it was the last try.
   */
  requeueAfter(claim: Claim): Promise<boolean> {
    return this.steps.requeueAfter(claim, TRIES, LONGER_MS);
  }

  /** The PC stopped answering during the step, which waits for it to come back. False when it was the last try. */
  async waitForReturn(row: StepRow, claim: Claim): Promise<boolean> {
    const waits = await this.withLock(row.deploymentId, async (manager) => {
      if (!(await this.steps.waitForReturn(manager, claim, TRIES, COME_BACK_MS))) return false;
      return this.deployments.move(manager, row.deploymentId, ['running'], { state: 'waiting' });
    });
    return waits ?? false;
  }

  /** The machine is still in the environment: a step that waits for it runs again. */
  async there(deploymentId: string): Promise<void> {
    const due = await this.withLock(deploymentId, (manager) =>
      this.steps.wake(manager, deploymentId, 'environment-booted'),
    );
    await this.enqueue(due);
  }

  async fail(row: StepRow, claim: Claim, failure: Failure): Promise<void> {
    await this.withLock(row.deploymentId, async (manager) => {
      if (!(await this.steps.fail(manager, claim, failure))) return;
      await this.deployments.fail(manager, row.deploymentId, failure);
    });
  }

  /** A signal came for an active deployment: the step that waits for it runs again. */
  async signalled(deploymentId: string, signal: Signal): Promise<void> {
    const due = await this.withLock(deploymentId, (manager) => this.hear(manager, deploymentId, signal));
    await this.enqueue(due);
  }

  /** The same within a transaction that holds the deployment; the caller enqueues after its commit. */
  async hear(manager: EntityManager, deploymentId: string, signal: Signal): Promise<Due | undefined> {
    const news = { lastSignal: signal, lastSignalAt: new Date() };
    await this.deployments.move(manager, deploymentId, ACTIVE_STATES, news);
    return this.steps.wake(manager, deploymentId, signal);
  }

  /** Ends what runs and waits until somebody has confirmed the PC, within a transaction that holds the deployment. */
  async hold(manager: EntityManager, deploymentId: string): Promise<void> {
    await this.steps.hold(manager, deploymentId, CONFIRMATION_MS);
    await this.deployments.move(manager, deploymentId, ['running'], { state: 'waiting' });
  }

  async enqueue(due: Due | undefined): Promise<void> {
    if (due === undefined) return;
    const { id: stepId, deploymentId, attempt, queue } = due;
    try {
      await this.queues.add(queue, { deploymentId, stepId, attempt });
    } catch (error) {
      log.warn(
        { err: error, deployment: deploymentId },
        'the queue did not take the step; the sweep will give it again',
      );
    }
  }

  /** Announces a change of these deployments to their watchers. */
  changed(deploymentIds: string | readonly string[]): void {
    this.notifications
      .publish('deployment', deploymentIds)
      .catch((error: unknown) => log.warn({ err: error }, 'a change was not announced'));
  }

  private async end(manager: EntityManager, deploymentId: string): Promise<void> {
    const deployment = await this.deployments.find(deploymentId, manager);
    await this.deployments.move(manager, deploymentId, ['running', 'waiting'], {
      state: deployment?.plan?.purpose === 'deploy' ? 'certified' : 'captured',
      endedAt: new Date(),
      bootTarget: 'disk',
    });
  }

  private async withLock<T>(
    deploymentId: string,
    work: (manager: EntityManager, deployment: Deployment) => Promise<T>,
  ): Promise<T | undefined> {
    const result = await this.database.transaction(async (manager) => {
      const deployment = await this.deployments.lock(manager, deploymentId);
      if (deployment === null || !(ACTIVE_STATES as readonly string[]).includes(deployment.state))
        return undefined;
      return work(manager, deployment);
    });
    this.changed(deploymentId);
    return result;
  }
}
