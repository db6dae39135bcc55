import { Inject, Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import type { Bilingual } from '../../platform/core/index.js';
import { Revocations } from '../../park/directory/index.js';
import { MachineLifeStore } from '../../park/machine/index.js';
import { failureOf, timedOut, tooLong, workersDied } from './failure.js';
import { Progression } from './progression.js';
import type { StepRow } from './step.entity.js';
import { STEP_LIST } from './step-list.js';
import type { Step } from './step.js';
import { StandingStepStore } from './standing-step.store.js';
import { StepStore, type Due } from './step.store.js';

const INTERVAL_MS = 2000;
/** A queued step that nobody took for this long is added to the queue again: adding it twice has no effect. */
const FORGOTTEN_MS = 4000;
/** A worker sends a heartbeat every two seconds; after four missed ones it is taken for dead. */
const HEARTBEAT_TIMEOUT_MS = 8000;
/** The runner stops its own step at the deadline; this is for the step whose runner is gone. */
const GRACE_MS = 15_000;
const DEATHS = 5;
/** A wait ends when the machine has given no sign of life for this long… */
const PATIENCE_MS = 15 * 60_000;
/** …and after this time in any case. */
const LONGEST_WAIT_MS = 2 * 60 * 60_000;

const log = logger('deployment');

/**
 * Finds steps that the queue has lost: PostgreSQL alone says which steps are due. Every worker sweeps;
 * each repair is conditional on the state that it found, so that two sweeps never repair twice.
 */
@Injectable()
export class Sweep {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly steps: StepStore,
    private readonly standing: StandingStepStore,
    private readonly lives: MachineLifeStore,
    private readonly progression: Progression,
    private readonly revocations: Revocations,
    @Inject(STEP_LIST) private readonly list: readonly Step[],
  ) {}

  /** Beside the rounds: a directory that does not answer must not hold them up. */
  private revoking?: Promise<void>;

  start(): void {
    const round = (): void => {
      this.once()
        .catch((error: unknown) => log.warn({ err: error }, 'sweep failed'))
        .finally(() => {
          if (this.timer !== undefined) this.timer = setTimeout(round, INTERVAL_MS);
        });
    };
    this.timer = setTimeout(round, 0);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** One round: orphans are queued again or failed, overdue steps failed, forgotten ones enqueued. */
  async once(): Promise<void> {
    this.revoking ??= this.revocations
      .once()
      .catch((error: unknown) => log.warn({ err: error }, 'joins could not be revoked'))
      .finally(() => (this.revoking = undefined));
    for (const orphan of await this.standing.orphans(HEARTBEAT_TIMEOUT_MS)) await this.takeUp(orphan);
    await this.wakeArrived();
    for (const row of await this.standing.overdue(GRACE_MS)) await this.expire(row);
    for (const due of await this.standing.forgotten(FORGOTTEN_MS)) await this.progression.enqueue(due);
  }

  private async takeUp(orphan: Due): Promise<void> {
    const claim = { stepId: orphan.id, attempt: orphan.attempt };
    if (orphan.orphaned + 1 < DEATHS) {
      log.warn(
        { deployment: orphan.deploymentId, stepId: orphan.id },
        'the worker of a step sends no heartbeat; the step is queued again',
      );
      return this.progression.requeue(claim, true);
    }
    const row = await this.steps.find(orphan.id);
    if (row === null) return;
    await this.progression.fail(row, claim, failureOf(row.name, workersDied(this.titleOf(row))));
  }

  /** A PC whose network cable was unplugged does not boot again: it is still in the same environment. */
  private async wakeArrived(): Promise<void> {
    const waiting = await this.standing.waitingFor('environment-booted');
    const lives = await this.lives.ofAll(waiting.map(({ machineId }) => machineId));
    for (const { deploymentId, machineId, since } of waiting) {
      const at = lives.find((life) => life.machineId === machineId)?.environmentAt;
      if (at != null && at > since) await this.progression.there(deploymentId);
    }
  }

  private async expire(row: StepRow): Promise<void> {
    const deadline = await this.extendedDeadline(row);
    if (deadline !== undefined)
      return this.standing.extend({ stepId: row.id, attempt: row.attempt }, deadline);
    const error =
      row.state === 'waiting' ? timedOut(row, this.titleOf(row)) : tooLong(row, this.titleOf(row));
    log.warn({ deployment: row.deploymentId, step: row.name }, 'a step is overdue');
    await this.progression.fail(row, { stepId: row.id, attempt: row.attempt }, failureOf(row.name, error));
  }

  private titleOf({ name }: StepRow): Bilingual {
    return this.list.find((step) => step.name === name)?.title ?? { fr: name, en: name };
  }

  /** The new deadline for a machine with a recent sign of life; undefined when it must not be waited for any longer. */
  private async extendedDeadline(row: StepRow): Promise<Date | undefined> {
    const forMachine = row.waitsFor === 'environment-booted' || row.waitsFor === 'system-booted';
    if (row.state !== 'waiting' || !forMachine) return undefined;
    const machineId = await this.standing.machineOf(row.deploymentId);
    const life = machineId === undefined ? undefined : await this.lives.of(machineId);
    const begin = row.lostAt ?? row.startedAt;
    if (life === undefined || begin === null) return undefined;
    const end = Math.min(life.at.getTime() + PATIENCE_MS, begin.getTime() + LONGEST_WAIT_MS);
    return end > Date.now() ? new Date(end) : undefined;
  }
}
