import { Inject, Injectable } from '@nestjs/common';
import { loggedError, logger } from '../../platform/config/index.js';
import { TransientError, type Bilingual, type Evidence } from '../../platform/core/index.js';
import type { StepJob } from '../../platform/queue/index.js';
import { isDatabaseAway, withRetry } from './database-away.js';
import { DeploymentStore } from './deployment.store.js';
import { failureOf, tooLong, unknownStep } from './failure.js';
import { frozenPlan, type Plan } from './plan.js';
import { Progression } from './progression.js';
import { RunnerContext } from './runner-context.js';
import { MachineUnreachableError } from './remotes.js';
import { runConfirmed } from './run-confirmed.js';
import type { StepContext } from './step-context.js';
import type { StepRow } from './step.entity.js';
import { StepStore, type Claim } from './step.store.js';
import type { Step, StepOutcome } from './step.js';
import { STEP_LIST, isForPurpose } from './step-list.js';

const HEARTBEAT_MS = 2000;

const log = logger('deployment');

/** Why a running step was stopped. */
type Stop = 'deadline' | 'cancelled' | 'claim-lost' | 'shutdown';

/** Runs one step: claims it, keeps the claim alive, records what came of it and hands on to the next. */
@Injectable()
export class Runner {
  private readonly byName: Map<string, Step>;

  constructor(
    private readonly steps: StepStore,
    private readonly deployments: DeploymentStore,
    private readonly progression: Progression,
    private readonly context: RunnerContext,
    @Inject(STEP_LIST) list: readonly Step[],
  ) {
    this.byName = new Map(list.map((step) => [step.name, step]));
  }

  /** Resolves when the step has ended, waits, or turned out to be somebody else's. */
  async take(job: StepJob, shutdown: AbortSignal): Promise<void> {
    const row = await this.steps.claim(job);
    if (row === undefined) return this.context.drop(job.deploymentId);
    const claim: Claim = { stepId: row.id, attempt: row.attempt };
    const deployment = await this.deployments.find(row.deploymentId);
    const step = this.byName.get(row.name);
    if (deployment?.plan == null || deployment.machineId === null || step === undefined) {
      return this.fail(row, claim, unknownStep(row.name));
    }
    if (!isForPurpose(step, deployment.plan)) return this.fail(row, claim, unknownStep(row.name));
    let plan: Plan;
    try {
      plan = frozenPlan(deployment.plan);
    } catch (error) {
      return this.fail(row, claim, error);
    }
    await this.progression.running(deployment.id);
    log.info({ deployment: deployment.id, step: row.name, attempt: row.attempt }, 'step begins');
    const stop = new AbortController();
    const context = this.context.open(
      { ...deployment, plan },
      claim,
      stop.signal,
      (name) => this.titleOf(name),
      step,
    );
    const end = this.watch(row, claim, context, stop, shutdown);
    try {
      const outcome = await raceAbort(runConfirmed(step, context), stop.signal);
      end();
      await context.end(outcome.kind === 'done');
      await this.record(row, claim, context, outcome);
    } catch (error) {
      end();
      const reason = stop.signal.aborted ? (stop.signal.reason as Stop) : undefined;
      // In other cases the work continues on the machine, and the next worker finds it again.
      if (reason === 'deadline' || reason === 'cancelled') await context.connections.endWork();
      await context.end(false);
      await this.stopped(row, claim, reason, context, error);
    }
  }

  /** Heartbeats, deadline and shutdown, until the returned function is called. */
  private watch(
    row: StepRow,
    claim: Claim,
    context: StepContext,
    stop: AbortController,
    shutdown: AbortSignal,
  ): () => void {
    const beat = setInterval(() => {
      Promise.all([this.steps.heartbeat(claim, context.journal.takeProgress()), context.flushLog()])
        .then(async ([mine]) => {
          if (!mine) stop.abort(await this.stopReason(claim));
          this.progression.changed(row.deploymentId);
        })
        .catch((error: unknown) => log.warn({ err: error, step: row.id }, 'heartbeat failed'));
    }, HEARTBEAT_MS);
    const left = (row.deadlineAt?.getTime() ?? Date.now() + row.timeoutMs) - Date.now();
    const deadline = setTimeout(() => stop.abort('deadline' satisfies Stop), Math.max(0, left));
    const leave = (): void => stop.abort('shutdown' satisfies Stop);
    shutdown.addEventListener('abort', leave, { once: true });
    if (shutdown.aborted) leave();
    return () => {
      clearInterval(beat);
      clearTimeout(deadline);
      shutdown.removeEventListener('abort', leave);
    };
  }

  /** Ended with its deployment; or taken over by another worker, or held until the PC is confirmed. */
  private async stopReason({ stepId }: Claim): Promise<Stop> {
    const row = await this.steps.find(stepId);
    return row?.state === 'cancelled' || row?.state === 'failed' ? 'cancelled' : 'claim-lost';
  }

  private async record(
    row: StepRow,
    claim: Claim,
    context: StepContext,
    outcome: StepOutcome,
  ): Promise<void> {
    if (outcome.kind === 'wait') return withRetry(() => this.progression.wait(row, claim, outcome));
    const evidence: Evidence = context.withoutSecrets(outcome.evidence ?? {});
    // What was done on the machine must not be done again because PostgreSQL was away for a moment.
    await withRetry(() => this.progression.done(row, claim, evidence));
    log.info({ deployment: row.deploymentId, step: row.name }, 'step done');
  }

  private async stopped(
    row: StepRow,
    claim: Claim,
    stop: Stop | undefined,
    context: StepContext,
    error: unknown,
  ): Promise<void> {
    if (stop === 'claim-lost' || stop === 'cancelled') return;
    if (stop === 'shutdown') return this.progression.requeue(claim);
    if (stop === 'deadline') return this.fail(row, claim, tooLong(row, this.titleOf(row.name)));
    // How far it came decides how many tries it has left.
    await withRetry(() => this.steps.heartbeat(claim, context.journal.takeProgress()));
    // A machine, or a program there, may quote what it was given.
    const shown = error instanceof Error ? context.withoutSecrets(loggedError(error)) : error;
    const facts = { err: shown, deployment: row.deploymentId, step: row.name };
    if (await withRetry(() => this.goesOn(row, claim, error))) {
      log.warn(facts, 'step is tried again');
      return;
    }
    log.error(facts, 'step failed');
    const failure = context.withoutSecrets(failureOf(row.name, error));
    await withRetry(() => this.progression.fail(row, claim, failure));
  }

  /** Whether a step that failed will be run again: after a pause, or once its PC is back. */
  private goesOn(row: StepRow, claim: Claim, error: unknown): Promise<boolean> {
    if (error instanceof MachineUnreachableError) {
      const inEnvironment = this.byName.get(row.name)?.place === 'environment';
      return inEnvironment
        ? this.progression.waitForReturn(row, claim)
        : this.progression.requeueAfter(claim);
    }
    const mayPass = error instanceof TransientError || isDatabaseAway(error);
    return mayPass ? this.progression.requeueAfter(claim) : Promise.resolve(false);
  }

  private titleOf(name: string): Bilingual {
    return this.byName.get(name)?.title ?? { fr: name, en: name };
  }

  private async fail(row: StepRow, claim: Claim, error: unknown): Promise<void> {
    await withRetry(() => this.progression.fail(row, claim, failureOf(row.name, error)));
  }
}

/** Rejects as soon as the signal is aborted, whether or not the step listens to it. */
function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error(`stopped: ${String(signal.reason)}`));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject);
  });
}
