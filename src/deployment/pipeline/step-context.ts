import {
  inEveryText,
  OperatorError,
  TransientError,
  type Bilingual,
  type Progress,
  type Purpose,
} from '../../platform/core/index.js';
import { renderTemplate } from '../../platform/template/index.js';
import type { z } from 'zod';
import type { Channel, Machine, Machines } from '../../park/machine/index.js';
import type { Remote, RunResult } from '../../platform/transport/index.js';
import { runAgent, STEP_WORK } from './agent.js';
import { withRetry } from './database-away.js';
import type { DeploymentStore } from './deployment.store.js';
import type { Facts, IdentityFact } from './facts.js';
import { pause } from './pause.js';
import { type PowershellOptions, runPowershell } from './powershell.js';
import type { Plan, PlanOf } from './plan.js';
import { StepConnections, type ConnectionParts } from './step-connections.js';
import { StepJournal } from './step-journal.js';
import type { StepLogStore } from './step-log.store.js';
import type { Claim, StepStore } from './step.store.js';

export interface ContextParts extends ConnectionParts {
  claim: Claim;
  /** Of the purpose that the step is for. */
  plan: Plan;
  facts: Facts;
  steps: StepStore;
  stepLog: StepLogStore;
  deployments: DeploymentStore;
  machines: Machines;
  titleOf(name: string): Bilingual;
}

/** What a step is given: the plan and the facts of its deployment, the machine, and ways to act on it and to report. */
export class StepContext<P extends Purpose = Purpose> {
  /** For the runner; a step uses the methods below. */
  readonly connections: StepConnections;
  readonly journal = new StepJournal();

  constructor(private readonly parts: ContextParts) {
    this.connections = new StepConnections(
      parts,
      () => this.facts,
      () => this.known('systemHostKey'),
    );
  }

  get deploymentId(): string {
    return this.parts.deploymentId;
  }

  get machineId(): string {
    return this.parts.machineId;
  }

  get plan(): PlanOf<P> {
    return this.parts.plan as PlanOf<P>;
  }

  get facts(): Facts {
    return this.parts.facts;
  }

  /** Aborted when the deadline passes, the claim is lost or the worker stops. */
  get signal(): AbortSignal {
    return this.parts.signal;
  }

  machine(): Promise<Machine> {
    return withRetry(() => this.parts.machines.findById(this.parts.machineId));
  }

  /** The fact that an earlier step must have recorded. */
  known<K extends keyof Facts>(name: K): NonNullable<Facts[K]> {
    const value = this.parts.facts[name];
    if (value === undefined || value === null) throw new Error(`no earlier step recorded the fact "${name}"`);
    return value;
  }

  async remember(facts: Partial<Facts>): Promise<void> {
    const { deployments, deploymentId } = this.parts;
    const said = this.withoutSecrets(facts);
    this.parts.facts = await withRetry(() => deployments.remember(deploymentId, said));
  }

  /** What a step is called for people. */
  titleOf(name: string): Bilingual {
    return this.parts.titleOf(name);
  }

  progress(progress: Progress): void {
    this.journal.progress(progress);
  }

  log(text: string): void {
    this.journal.add(text);
  }

  /** Secrets that the step works with: neither its log, nor the cause of its failure, nor its evidence will hold them. */
  conceal(secrets: Iterable<string>): void {
    this.journal.conceal(secrets);
  }

  /** What is recorded of the step. */
  withoutSecrets<T>(value: T): T {
    return inEveryText(value, (text) => this.journal.withoutSecrets(text));
  }

  /** Writes the log down. */
  flushLog(): Promise<void> {
    return this.journal.flush((lines) => this.parts.stepLog.add(this.parts.claim, lines));
  }

  /**
   * Throws unless this worker still holds the step of an active deployment. To be called right before
   * anything that cannot be undone.
   */
  async confirmMine(): Promise<void> {
    this.signal.throwIfAborted();
    const progress = this.journal.takeProgress();
    if (await withRetry(() => this.parts.steps.heartbeat(this.parts.claim, progress))) return;
    throw new OperatorError(
      {
        fr: 'le déploiement a été désarmé ou repris ailleurs',
        en: 'the deployment was disarmed or taken over',
      },
      { remedy: { fr: 'Réarmez-le pour recommencer.', en: 'Arm it again to start over.' } },
    );
  }

  /** How the machine was last reached; undefined when it never was. */
  channel(kind: Channel['kind']): Promise<Channel | undefined> {
    return this.connections.channel(kind);
  }

  /** What proves that the environment that the step was connected to is the machine's. */
  identity(): IdentityFact {
    return this.connections.identity();
  }

  /** The environment that the machine has booted, over SSH, as root, its host key pinned at phone-home. */
  environment(silenceMs?: number): Promise<Remote> {
    return this.connections.to('environment', silenceMs);
  }

  /** The installed system, over SSH, as root, its host key read while it was made. */
  system(silenceMs?: number): Promise<Remote> {
    return this.connections.to('system', silenceMs);
  }

  /** Whether the machine, which must be there, accepts Établi's key. Throws when it does not answer at all. */
  admits(kind: Channel['kind']): Promise<boolean> {
    return this.connections.admits(kind);
  }

  /** Closes what this step has opened; it may connect again. */
  closeRemotes(): Promise<void> {
    return this.connections.reset();
  }

  /**
   * Runs one command of the environment's agent; its progress and log become the step's. `fleeting` parameters
   * may be others when the step is repeated, which then still finds its work under way.
   */
  agent<T>(command: string, parameters: object, fleeting?: object): Promise<T> {
    const order = { owner: this.parts.claim.stepId, command, parameters, fleeting };
    return runAgent<T>(() => this.environment(), order, {
      signal: this.signal,
      progress: (progress) => this.progress(progress),
      log: (text) => this.log(text),
      withoutSecrets: (text) => this.journal.withoutSecrets(text),
    });
  }

  /** Mounts the new system's partitions in the environment; changes nothing when they are mounted already. */
  async mountTarget(): Promise<void> {
    await this.agent('mount-target', { disk: this.known('disk'), partitions: this.known('partitions') });
  }

  /**
   * Renders a shell template and runs it with `sh -s` on the remote; its lines go to the step's log.
   * The script travels on standard input, so that no value of it shows in a process list.
   */
  async script(remote: Remote, template: string, values: object): Promise<RunResult> {
    const result = await remote.run('sh -s', {
      exclusive: STEP_WORK,
      input: renderTemplate(template, values),
      signal: this.signal,
      onLine: (line) => this.log(line),
    });
    if (result.exitCode === 0) return result;
    const last = this.journal.withoutSecrets(result.stderr).trim().split('\n').slice(-3).join(' / ');
    throw new TransientError({
      fr: `le script a fini avec le code ${result.exitCode} : ${last}`,
      en: `the script ended with status ${result.exitCode}: ${last}`,
    });
  }

  /**
   * Runs a script of `templates/windows` on the installed Windows, and returns its result. Its values travel on
   * standard input; what it says becomes the step's log and progress. See runPowershell for what it throws.
   */
  async powershell<S extends z.ZodType>(
    script: string,
    given: object,
    options: PowershellOptions<S>,
  ): Promise<z.output<S>> {
    return runPowershell(
      await this.system(),
      { script, given, ...options },
      {
        signal: this.signal,
        progress: (progress) => this.progress(progress),
        log: (text) => this.log(text),
        withoutSecrets: (text) => this.journal.withoutSecrets(text),
      },
    );
  }

  /** Waits, or rejects at once when the step is stopped. */
  async pause(ms: number): Promise<void> {
    await pause(ms, this.signal);
    this.signal.throwIfAborted();
  }

  /** Ends the context of a step: one that was done leaves its connection to the installed system to the next. */
  async end(isDone: boolean): Promise<void> {
    await (isDone ? this.connections.leave() : this.connections.close());
    await withRetry(() => this.flushLog());
  }
}
