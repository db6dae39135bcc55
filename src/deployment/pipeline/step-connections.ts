import type { Channel, Channels, MachineLifeStore } from '../../park/machine/index.js';
import type { Remote } from '../../platform/transport/index.js';
import { STEP_WORK } from './agent.js';
import { withRetry } from './database-away.js';
import type { Facts, IdentityFact } from './facts.js';
import type { KeptRemotes } from './kept-remotes.js';
import type { Place } from './place.js';
import { type Logins, targetOf } from './remote-target.js';
import { Remotes } from './remotes.js';

export interface ConnectionParts {
  deploymentId: string;
  machineId: string;
  signal: AbortSignal;
  channels: Channels;
  lives: MachineLifeStore;
  keptRemotes: KeptRemotes;
  place: Place;
  /** The step gives the PC a secret: it reaches only a PC that was confirmed. */
  needsProof: boolean;
  logins: Omit<Logins, 'systemHostKey'>;
}

/** The ways from one step to its machine, and what proves that it is this machine. */
export class StepConnections {
  private readonly remotes: Remotes;
  private lastReached?: Channel;

  constructor(
    private readonly parts: ConnectionParts,
    private readonly facts: () => Facts,
    systemHostKey: () => string,
  ) {
    this.remotes = new Remotes({
      channel: (kind) => this.reachable(kind),
      lastLife: async () => (await withRetry(() => parts.lives.of(parts.machineId)))?.at,
      target: (channel) => withRetry(() => targetOf(channel, { ...parts.logins, systemHostKey })),
      signal: parts.signal,
      takeKept: (target) => parts.keptRemotes.take(parts.deploymentId, target),
    });
  }

  channel(kind: Channel['kind']): Promise<Channel | undefined> {
    return withRetry(() => this.parts.channels.of(this.parts.machineId, kind));
  }

  /** Whether the step may run on this PC: it gives no secret, or the PC was confirmed. */
  async isAllowed(): Promise<boolean> {
    const { needsProof, place } = this.parts;
    if (!needsProof) return true;
    if (place === 'environment') return (await this.channel('environment'))?.proof !== undefined;
    const { identity } = this.facts();
    return identity !== undefined && identity.kind !== 'none';
  }

  /** What proves that the environment that the step was connected to is the machine's. */
  identity(): IdentityFact {
    const { proof } = this.lastReached ?? {};
    return proof === undefined ? { kind: 'none' } : { ...proof, at: proof.at.toISOString() };
  }

  to(kind: Channel['kind'], silenceMs?: number): Promise<Remote> {
    return this.remotes.to(kind, silenceMs);
  }

  /** Whether the machine, which must be there, accepts Établi's key. Throws when it does not answer at all. */
  admits(kind: Channel['kind']): Promise<boolean> {
    return this.remotes.admits(kind);
  }

  /** Ends what the step has left running on the machine, as far as it can be reached. Never rejects. */
  async endWork(): Promise<void> {
    await this.remotes.end(STEP_WORK).catch(() => undefined);
  }

  /** After a step that was done: the next one uses its connection to the installed system. */
  async leave(): Promise<void> {
    const { place, keptRemotes, deploymentId } = this.parts;
    const system = place === 'system' ? this.remotes.release('system') : undefined;
    if (system === undefined) return this.close();
    await keptRemotes.keep(deploymentId, system);
    await this.remotes.close();
  }

  /** Closes the connections, also one that the step before has left and this one has not used. */
  async close(): Promise<void> {
    await this.remotes.close();
    await this.parts.keptRemotes.drop(this.parts.deploymentId);
  }

  /** Closes what this step has opened; it may connect again. */
  reset(): Promise<void> {
    return this.remotes.close();
  }

  /** The channel with its pinned host key and its proof, read together: a secret goes to no other. */
  private async reachable(kind: Channel['kind']): Promise<Channel | undefined> {
    const channel = await this.channel(kind);
    if (kind !== 'environment') return channel;
    if (this.parts.needsProof && channel?.proof === undefined) return undefined;
    this.lastReached = channel;
    return channel;
  }
}
