import {
  OperatorError,
  PermanentError,
  TransientError,
  storable,
  type Bilingual,
  type Progress,
} from '../core/index.js';
import { renderTemplate } from '../template/index.js';
import type { Channel, Machine, Machines } from '../machine/index.js';
import { connectSsh, RefusedLoginError, type Remote, type RunResult } from '../transport/index.js';
import { runAgent } from './agent.js';
import { patiently } from './database-away.js';
import type { DeploymentStore } from './deployment.store.js';
import type { Facts } from './facts.js';
import { isDeploy, type DeployPlan, type Plan } from './plan.js';
import type { Claim, StepStore } from './step.store.js';

/** How long a machine that should answer may stay silent before the step fails and names it. */
const SILENCE_MS = 60_000;

export interface ContextParts {
  claim: Claim;
  deploymentId: string;
  machineId: string;
  plan: Plan;
  facts: Facts;
  signal: AbortSignal;
  steps: StepStore;
  deployments: DeploymentStore;
  machines: Machines;
  privateKey: string;
  titleOf(name: string): Bilingual;
}

/** What a step is given: its deployment's plan and facts, the machine, and ways to act and to tell. */
export class StepContext {
  private readonly remotes = new Map<Channel['kind'], Remote>();
  private lines: string[] = [];
  private latest?: Progress;

  constructor(private readonly parts: ContextParts) {}

  get deploymentId(): string {
    return this.parts.deploymentId;
  }

  get machineId(): string {
    return this.parts.machineId;
  }

  get plan(): Plan {
    return this.parts.plan;
  }

  /** The plan of a deployment proper; captures have other steps. */
  get deployPlan(): DeployPlan {
    if (!isDeploy(this.parts.plan)) throw new Error('this step belongs to deployments, not to captures');
    return this.parts.plan;
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
    return patiently(() => this.parts.machines.channel(this.parts.machineId, kind));
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
    this.lines.push(storable(text));
  }

  async flushLog(): Promise<void> {
    const lines = this.lines;
    this.lines = [];
    try {
      await this.parts.steps.log(this.parts.claim, lines);
    } catch (error) {
      this.lines = [...lines, ...this.lines];
      throw error;
    }
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
  environment(silenceMs = SILENCE_MS): Promise<Remote> {
    return this.remote('environment', silenceMs);
  }

  /** The installed system, over SSH, as root, its host key read while it was made. */
  system(silenceMs = SILENCE_MS): Promise<Remote> {
    return this.remote('system', silenceMs);
  }

  /** Runs one command of the environment's agent; its progress and log become the step's. */
  async agent<T>(command: string, parameters: object): Promise<T> {
    return runAgent<T>(await this.environment(), command, parameters, {
      signal: this.signal,
      progress: (progress) => this.progress(progress),
      log: (text) => this.log(text),
    });
  }

  /**
   * Renders a shell template and runs it with `sh -s` on the remote; its lines go to the step's log.
   * The script travels on standard input, so that no value of it shows in a process list.
   */
  async script(remote: Remote, template: string, values: object): Promise<RunResult> {
    const result = await remote.run('sh -s', {
      exclusive: 'etabli-step',
      input: renderTemplate(template, values),
      signal: this.signal,
      onLine: (line) => this.log(line),
    });
    if (result.exitCode === 0) return result;
    const last = result.stderr.trim().split('\n').slice(-3).join(' / ');
    throw new TransientError({
      fr: `le script a fini avec le code ${result.exitCode} : ${last}`,
      en: `the script ended with status ${result.exitCode}: ${last}`,
    });
  }

  async close(): Promise<void> {
    await this.closeRemotes();
    await patiently(() => this.flushLog());
  }

  async closeRemotes(): Promise<void> {
    const remotes = [...this.remotes.values()];
    this.remotes.clear();
    await Promise.allSettled(remotes.map((remote) => remote.close()));
  }

  /** Whether the machine, which must be there, lets Établi's key in. Throws when it does not answer at all. */
  async admits(kind: Channel['kind']): Promise<boolean> {
    const channel = await this.channel(kind);
    if (channel === undefined) return false;
    try {
      await this.closeRemotes();
      await this.open(kind, channel);
      return true;
    } catch (error) {
      if (error instanceof RefusedLoginError) return false;
      throw error;
    } finally {
      await this.closeRemotes();
    }
  }

  private async remote(kind: Channel['kind'], silenceMs: number): Promise<Remote> {
    const open = this.remotes.get(kind);
    if (open !== undefined) return open;
    return this.connect(kind, silenceMs);
  }

  /** Tries until the machine answers: it may be restarting, and a new environment has a new host key. */
  private async connect(kind: Channel['kind'], silenceMs: number): Promise<Remote> {
    const end = Date.now() + silenceMs;
    let failure: unknown;
    while (Date.now() < end) {
      this.signal.throwIfAborted();
      const channel = await this.channel(kind);
      try {
        if (channel !== undefined) return await this.open(kind, channel);
      } catch (error) {
        failure = error;
      }
      await pause(1000, this.signal);
    }
    throw failure instanceof PermanentError ? failure : silentMachine(failure);
  }

  private async open(kind: Channel['kind'], { address, port, hostKey }: Channel): Promise<Remote> {
    const remote = await connectSsh(
      {
        host: address,
        port,
        user: 'root',
        privateKey: this.parts.privateKey,
        hostKey: kind === 'system' ? this.known('systemHostKey') : hostKey,
      },
      { timeoutMs: 10_000, signal: this.signal },
    );
    this.remotes.set(kind, remote);
    return remote;
  }
}

function silentMachine(cause: unknown): OperatorError {
  return new OperatorError(
    {
      fr: 'le PC ne répond plus : éteint, débranché ou hors du réseau',
      en: 'the PC does not answer any more: off, unplugged or off the network',
    },
    {
      cause,
      remedy: {
        fr: 'Vérifiez son alimentation et son câble réseau, démarrez-le sur le réseau, puis reprenez le déploiement.',
        en: 'Check its power and network cable, boot it from the network, then retry the deployment.',
      },
    },
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}
