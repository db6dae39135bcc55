import { OperatorError, PermanentError } from '../../platform/core/index.js';
import type { Channel } from '../../park/machine/index.js';
import { RefusedLoginError, type Remote } from '../../platform/transport/index.js';
import type { OpenRemote } from './kept-remotes.js';
import { pause } from './pause.js';
import { connectTo, type RemoteTarget } from './remote-target.js';

/** For a channel that the step before has left: after this it is taken for dead, and another is opened. */
const ALIVE_WITHIN_MS = 5_000;
/** How long a machine that should answer is tried, counted from its last sign of life. */
const SILENCE_MS = 60_000;
/** Signs of life, such as a boot that never ends, keep a step waiting no longer than this. */
const LONGEST_MS = 3 * 60_000;
const PAUSE_MS = 1000;
/** From the first packet to the login: the first login of a slow PC starts its user session too. */
const LOGIN_MS = 45_000;

interface Reach {
  /** Where the machine said that it can be reached; it may have said it anew since the last look. */
  channel(kind: Channel['kind']): Promise<Channel | undefined>;
  /** When it last gave a sign of life, on whatever way. */
  lastLife(): Promise<Date | undefined>;
  /** How a channel is reached; undefined while nothing opens it. */
  target(channel: Channel): Promise<RemoteTarget | undefined>;
  signal: AbortSignal;
  /** The channel there that the step before has left, if any; it is this step's from now on. */
  takeKept(target: RemoteTarget): Remote | undefined;
}

/** The open channels to one machine during one step: to the environment, and to the installed system. */
export class Remotes {
  private readonly opened = new Map<Channel['kind'], OpenRemote>();

  constructor(private readonly reach: Reach) {}

  /**
   * Tries until the machine answers: it may be restarting, and a new environment has a new host key. Without
   * `withinMs`, each sign of life extends the time, up to three minutes in all.
   * Throws MachineUnreachableError when it never answered.
   */
  async to(kind: Channel['kind'], withinMs?: number): Promise<Remote> {
    const open = this.opened.get(kind)?.remote;
    if (open?.isClosed === false) return open;
    this.opened.delete(kind);
    const begin = Date.now();
    let end = begin + (withinMs ?? SILENCE_MS);
    let failure: unknown;
    while (Date.now() < end) {
      this.reach.signal.throwIfAborted();
      try {
        const target = await this.targetOf(kind);
        if (target !== undefined)
          return (await this.left(kind, target)) ?? (await this.open(kind, target, end - Date.now()));
      } catch (error) {
        failure = error;
      }
      await pause(PAUSE_MS, this.reach.signal);
      if (withinMs === undefined) end = await this.patientUntil(begin);
    }
    this.reach.signal.throwIfAborted();
    throw failure instanceof PermanentError ? failure : new MachineUnreachableError(failure);
  }

  private async patientUntil(begin: number): Promise<number> {
    const life = (await this.reach.lastLife())?.getTime() ?? 0;
    return Math.min(Math.max(life, begin) + SILENCE_MS, begin + LONGEST_MS);
  }

  /** Whether the machine, which must be there, lets Établi's key in. Throws when it does not answer at all. */
  async admits(kind: Channel['kind']): Promise<boolean> {
    const target = await this.targetOf(kind);
    if (target === undefined) return false;
    try {
      await this.close();
      await this.open(kind, target, LOGIN_MS);
      return true;
    } catch (error) {
      if (error instanceof RefusedLoginError) return false;
      throw error;
    } finally {
      await this.close();
    }
  }

  /**
   * Ends on the machine what a step has left running there under this name, over the channels that are open, or
   * over a new one to where the step was: work there may continue without a connection.
   */
  async end(exclusive: string): Promise<void> {
    const [kind] = this.opened.keys();
    if (kind === undefined) return;
    const open = this.remotes().filter(({ isClosed }) => !isClosed);
    const target = open.length === 0 ? await this.targetOf(kind) : undefined;
    if (target !== undefined) open.push(await this.open(kind, target, LOGIN_MS));
    // The same for a shell of Linux and one of Windows.
    await Promise.all(open.map((remote) => remote.run('exit 0', { exclusive, timeoutMs: LOGIN_MS })));
  }

  async close(): Promise<void> {
    const remotes = this.remotes();
    this.opened.clear();
    await Promise.allSettled(remotes.map((remote) => remote.close()));
  }

  /** Takes the open channel out: the caller closes it. */
  release(kind: Channel['kind']): OpenRemote | undefined {
    const open = this.opened.get(kind);
    this.opened.delete(kind);
    return open?.remote.isClosed === false ? open : undefined;
  }

  private remotes(): Remote[] {
    return [...this.opened.values()].map(({ remote }) => remote);
  }

  /** What the step before has left, if it still answers: the machine may have restarted since. */
  private async left(kind: Channel['kind'], target: RemoteTarget): Promise<Remote | undefined> {
    const remote = this.reach.takeKept(target);
    if (remote === undefined) return undefined;
    this.opened.set(kind, { remote, target });
    if (await remote.reachable(ALIVE_WITHIN_MS)) return remote;
    this.opened.delete(kind);
    await remote.close();
    return undefined;
  }

  private async open(kind: Channel['kind'], target: RemoteTarget, withinMs: number): Promise<Remote> {
    const remote = await connectTo(target, {
      timeoutMs: Math.max(1, Math.min(LOGIN_MS, withinMs)),
      signal: this.reach.signal,
    });
    this.opened.set(kind, { remote, target });
    return remote;
  }

  private async targetOf(kind: Channel['kind']): Promise<RemoteTarget | undefined> {
    const channel = await this.reach.channel(kind);
    return channel && this.reach.target(channel);
  }
}

/** The machine gave no answer for as long as it was waited for. */
export class MachineUnreachableError extends OperatorError {
  constructor(cause: unknown) {
    super(
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
}
