import { OperatorError, PermanentError } from '../core/index.js';
import type { Channel } from '../machine/index.js';
import { connectSsh, RefusedLoginError, type Remote } from '../transport/index.js';
import { pause } from './pause.js';

/** How long a machine that should answer may stay silent before the step fails and names it. */
const SILENCE_MS = 60_000;
const PAUSE_MS = 1000;
/** From the first packet to the login: the first login of a slow PC starts its user session too. */
const LOGIN_MS = 45_000;

interface Reach {
  /** Where the machine said that it can be reached; it may have said it anew since the last look. */
  channel(kind: Channel['kind']): Promise<Channel | undefined>;
  /** The host key that was read while the system was made; what the system itself says is not asked. */
  systemHostKey(): string;
  privateKey: string;
  signal: AbortSignal;
}

/** The open channels to one machine during one step: to the environment, and to the installed system. */
export class Remotes {
  private readonly opened = new Map<Channel['kind'], Remote>();

  constructor(private readonly reach: Reach) {}

  /** Tries until the machine answers: it may be restarting, and a new environment has a new host key. */
  async to(kind: Channel['kind'], silenceMs = SILENCE_MS): Promise<Remote> {
    const open = this.opened.get(kind);
    if (open !== undefined) return open;
    const end = Date.now() + silenceMs;
    let failure: unknown;
    while (Date.now() < end) {
      this.reach.signal.throwIfAborted();
      const channel = await this.reach.channel(kind);
      try {
        if (channel !== undefined) return await this.open(kind, channel);
      } catch (error) {
        failure = error;
      }
      await pause(PAUSE_MS, this.reach.signal);
    }
    throw failure instanceof PermanentError ? failure : silentMachine(failure);
  }

  /** Whether the machine, which must be there, lets Établi's key in. Throws when it does not answer at all. */
  async admits(kind: Channel['kind']): Promise<boolean> {
    const channel = await this.reach.channel(kind);
    if (channel === undefined) return false;
    try {
      await this.close();
      await this.open(kind, channel);
      return true;
    } catch (error) {
      if (error instanceof RefusedLoginError) return false;
      throw error;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    const remotes = [...this.opened.values()];
    this.opened.clear();
    await Promise.allSettled(remotes.map((remote) => remote.close()));
  }

  private async open(kind: Channel['kind'], { address, port, hostKey }: Channel): Promise<Remote> {
    const remote = await connectSsh(
      {
        host: address,
        port,
        user: 'root',
        privateKey: this.reach.privateKey,
        hostKey: kind === 'system' ? this.reach.systemHostKey() : hostKey,
      },
      { timeoutMs: LOGIN_MS, signal: this.reach.signal },
    );
    this.opened.set(kind, remote);
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
