import { Injectable } from '@nestjs/common';
import { logger } from '../config/index.js';
import { failureOf, silent, tooLong, workersDied } from './failure.js';
import { Progression } from './progression.js';
import type { StepRow } from './step.entity.js';
import { StepStore } from './step.store.js';

const INTERVAL_MS = 2000;
/** A queued step that nobody took for this long is given to the queue again: adding twice is once. */
const FORGOTTEN_MS = 4000;
/** A worker beats every two seconds; one that missed four beats is taken for dead. */
const SILENT_MS = 8000;
/** The runner stops its own step at the deadline; this is for the step whose runner is gone. */
const GRACE_MS = 15_000;
const DEATHS = 5;

const log = logger('deployment');

/**
 * What the queue lost, the sweep finds: PostgreSQL alone says which steps are due. Every worker sweeps;
 * each repair is conditional on the state that it found, so that two sweeps never repair twice.
 */
@Injectable()
export class Sweep {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly steps: StepStore,
    private readonly progression: Progression,
  ) {}

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
    for (const orphan of await this.steps.orphans(SILENT_MS)) {
      const claim = { stepId: orphan.id, attempt: orphan.attempt };
      if (orphan.tries < DEATHS) {
        log.warn(
          { deployment: orphan.deploymentId, stepId: orphan.id },
          'the worker of a step is silent; it is queued again',
        );
        await this.progression.again(claim);
      } else {
        const row = await this.steps.find(orphan.id);
        if (row !== null) await this.progression.fail(row, claim, failureOf(row.name, workersDied(row.name)));
      }
    }
    for (const row of await this.steps.overdue(GRACE_MS)) await this.expire(row);
    for (const due of await this.steps.forgotten(FORGOTTEN_MS)) await this.progression.enqueue(due);
  }

  private async expire(row: StepRow): Promise<void> {
    const error = row.state === 'waiting' ? silent(row) : tooLong(row);
    log.warn({ deployment: row.deploymentId, step: row.name }, 'a step is overdue');
    await this.progression.fail(row, { stepId: row.id, attempt: row.attempt }, failureOf(row.name, error));
  }
}
