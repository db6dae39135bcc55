import {
  OperatorError,
  TransientError,
  type Bilingual,
  type Progress,
  type Purpose,
} from '../../platform/core/index.js';
import { renderTemplate } from '../../platform/template/index.js';
import type { Channel, Channels, Machine, MachineLifeStore, Machines } from '../../park/machine/index.js';
import type { Remote, RunResult } from '../../platform/transport/index.js';
import { runAgent, STEP_WORK } from './agent.js';
import { patiently } from './database-away.js';
import type { DeploymentStore } from './deployment.store.js';
import type { Facts, IdentityFact } from './facts.js';
import type { Plan, PlanOf } from './plan.js';
import type { Place } from './place.js';
import { pause } from './pause.js';
import type { KeptRemotes } from './kept-remotes.js';
import { Remotes } from './remotes.js';
import { StepLines } from './step-lines.js';
import type { StepLogStore } from './step-log.store.js';
import type { Claim, StepStore } from './step.store.js';

export interface ContextParts {
  claim: Claim;
  deploymentId: string;
  machineId: string;
  /** Of the purpose that the step is for. */
  plan: Plan;
  facts: Facts;
  signal: AbortSignal;
  steps: StepStore;
  stepLog: StepLogStore;
  deployments: DeploymentStore;
  machines: Machines;
  lives: MachineLifeStore;
  channels: Channels;
  keptRemotes: KeptRemotes;
  place: Place;
  /** The step gives the PC a secret: it reaches only a PC that was confirmed. */
  needsProof: boolean;
  privateKey: string;
  titleOf(name: string): Bilingual;
}

/** What a step is given: its deployment's plan and facts, the machine, and ways to act and to tell. */
export class StepContext<P extends Purpose = Purpose> {
  private readonly remotes: Remotes;
  private readonly lines = new StepLines();
  private latest?: Progress;
  private spokenWith?: Channel;

  constructor(private readonly parts: ContextParts) {
    this.remotes = new Remotes({
      channel: (kind) => this.reachable(kind),
      lastLife: () => this.lastLife(),
      systemHostKey: () => this.known('systemHostKey'),
      privateKey: parts.privateKey,
      signal: parts.signal,
      takeKept: (target) => parts.keptRemotes.take(parts.deploymentId, target),
    });
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

  /** How the machine was last reached; undefined when it never was. */
  channel(kind: Channel['kind']): Promise<Channel | undefined> {
    return patiently(() => this.parts.channels.of(this.parts.machineId, kind));
  }

  get needsProof(): boolean {
    return this.parts.needsProof;
  }

  /** Whether the PC that the step acts on was confirmed. */
  async isProven(): Promise<boolean> {
    if (this.parts.place === 'environment') return (await this.channel('environment'))?.proof !== undefined;
    return this.parts.facts.identity !== undefined && this.parts.facts.identity.kind !== 'none';
  }

  /** On what it rests that the environment that the step spoke with is the machine's. */
  identity(): IdentityFact {
    const { proof } = this.spokenWith ?? {};
    return proof === undefined ? { kind: 'none' } : { ...proof, at: proof.at.toISOString() };
  }

  /** The channel with its pinned host key, read at once with what proves it: a secret goes to no other. */
  private async reachable(kind: Channel['kind']): Promise<Channel | undefined> {
    const channel = await this.channel(kind);
    if (kind !== 'environment') return channel;
    if (this.needsProof && channel?.proof === undefined) return undefined;
    this.spokenWith = channel;
    return channel;
  }

  private async lastLife(): Promise<Date | undefined> {
    return (await patiently(() => this.parts.lives.of(this.parts.machineId)))?.at;
  }

  machine(): Promise<Machine> {
    return patiently(() => this.parts.machines.findById(this.parts.machineId));
  }

  /** The fact that an earlier step must have recorded. */
  known<K extends keyof Facts>(name: K): NonNullable<Facts[K]> {
    const value = this.parts.facts[name];
    if (value === undefined || value === null) throw new Error(`no earlier step recorded the fact "${name}"`);
    return value;
  }

  /** What a step is called for people. */
  titleOf(name: string): Bilingual {
    return this.parts.titleOf(name);
  }

  async remember(facts: Partial<Facts>): Promise<void> {
    const { deployments, deploymentId } = this.parts;
    this.parts.facts = await patiently(() => deployments.remember(deploymentId, facts));
  }

  progress(progress: Progress): void {
    this.latest = progress;
  }

  /** What to write with the next heartbeat. */
  takeProgress(): Progress | undefined {
    const progress = this.latest;
    this.latest = undefined;
    return progress;
  }

  log(text: string): void {
    this.lines.add(text);
  }

  /** Secrets that the step works with: no line of its log and no cause of its failure will hold them. */
  conceal(secrets: Iterable<string>): void {
    this.lines.conceal(secrets);
  }

  flushLog(): Promise<void> {
    return this.lines.flush((lines) => this.parts.stepLog.add(this.parts.claim, lines));
  }

  /**
   * Throws unless this worker still holds the step of an active deployment. To be called right before
   * anything that cannot be undone.
   */
  async confirmMine(): Promise<void> {
    this.signal.throwIfAborted();
    const progress = this.takeProgress();
    if (await patiently(() => this.parts.steps.heartbeat(this.parts.claim, progress))) return;
    throw new OperatorError(
      {
        fr: 'le déploiement a été désarmé ou repris ailleurs',
        en: 'the deployment was disarmed or taken over',
      },
      { remedy: { fr: 'Réarmez-le pour recommencer.', en: 'Arm it again to start over.' } },
    );
  }

  /** The environment that the machine has booted, over SSH, as root, its host key pinned at phone-home. */
  environment(silenceMs?: number): Promise<Remote> {
    return this.remotes.to('environment', silenceMs);
  }

  /** The installed system, over SSH, as root, its host key read while it was made. */
  system(silenceMs?: number): Promise<Remote> {
    return this.remotes.to('system', silenceMs);
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
    });
  }

  /** Mounts the new system's partitions in the environment; changes nothing when they are mounted already. */
  async mountTarget(): Promise<void> {
    await this.agent('mount-target', { disk: this.known('disk'), partitions: this.known('partitions') });
  }

  /** Ends what the step has left running on the machine, as far as it can be reached. Never rejects. */
  async endWork(): Promise<void> {
    await this.remotes.end(STEP_WORK).catch(() => undefined);
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
    const last = this.lines.told(result.stderr).trim().split('\n').slice(-3).join(' / ');
    throw new TransientError({
      fr: `le script a fini avec le code ${result.exitCode} : ${last}`,
      en: `the script ended with status ${result.exitCode}: ${last}`,
    });
  }

  /** Waits, or rejects at once when the step is stopped. */
  async pause(ms: number): Promise<void> {
    await pause(ms, this.signal);
    this.signal.throwIfAborted();
  }

  /** After a step that was done: the next one goes on with its channel to the installed system. */
  async leave(): Promise<void> {
    const { place, keptRemotes, deploymentId } = this.parts;
    const system = place === 'system' ? this.remotes.release('system') : undefined;
    if (system === undefined) return this.close();
    await keptRemotes.keep(deploymentId, system);
    await this.closeRemotes();
    await patiently(() => this.flushLog());
  }

  /** Closes the channels, also one that was left by the step before and not used. */
  async close(): Promise<void> {
    await this.closeRemotes();
    await this.parts.keptRemotes.drop(this.parts.deploymentId);
    await patiently(() => this.flushLog());
  }

  closeRemotes(): Promise<void> {
    return this.remotes.close();
  }

  /** Whether the machine, which must be there, lets Établi's key in. Throws when it does not answer at all. */
  admits(kind: Channel['kind']): Promise<boolean> {
    return this.remotes.admits(kind);
  }
}
