import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Audit, type Actor } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { ConflictError, PermanentError } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { connectSsh, type Remote } from '../../platform/transport/index.js';
import { SshIdentity } from '../../platform/vault/index.js';
import { Channels, MachineLifeStore, Machines, type Channel } from '../../park/machine/index.js';
import { DeploymentStore } from './deployment.store.js';
import { PrintedLines } from './printed-lines.js';

/** How long a PC shows itself; it ends that by itself. */
export const IDENTIFY_SECONDS = 60;
/** Its screen asks the server every two seconds while it is in the environment. */
const PRESENT_MS = 15_000;
const CONNECT_MS = 10_000;
const COMMAND_MS = 15_000;

const log = logger('deployment');

const answerSchema = z.object({
  seconds: z.int().min(0),
  lights: z.int().min(0),
  cards: z.array(z.string()),
});

/** What a PC does so that somebody finds it; its screen shows its number in any case. */
export interface Shown {
  seconds: number;
  /** How many lights of keyboards blink. */
  lights: number;
  /** The network cards that blink. */
  cards: string[];
}

/** A PC that shows itself, by whose word and until when. */
export interface Showing extends Shown {
  by: string;
  until: Date;
}

/** Makes a PC in the environment show itself to a person who looks for it, beside the work of its deployment. */
@Injectable()
export class Identification {
  /** In memory: the PC ends it by itself, whatever becomes of the server. */
  private readonly showing = new Map<string, Showing>();

  constructor(
    private readonly machines: Machines,
    private readonly lives: MachineLifeStore,
    private readonly channels: Channels,
    private readonly deployments: DeploymentStore,
    private readonly ssh: SshIdentity,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /** Whether the PC is in the environment now, so that it can be asked. */
  async isPossible(machineId: string): Promise<boolean> {
    return (await this.channelOf(machineId)) !== undefined;
  }

  /**
   * Shows the PC's number, name and serial number on its screen and lets it blink.
   * Rejects with NotFoundError, with ConflictError when the PC is not in the environment, and with TransientError when it
   * does not answer.
   */
  async begin(machineId: string, actor: Actor): Promise<Shown> {
    return this.order(machineId, IDENTIFY_SECONDS, 'machine.identify', actor);
  }

  /** Ends it before its time. */
  async end(machineId: string, actor: Actor): Promise<Shown> {
    return this.order(machineId, 0, 'machine.identify-end', actor);
  }

  /** What the PC shows now because somebody looks for it. */
  current(machineId: string): Showing | undefined {
    const found = this.showing.get(machineId);
    if (found === undefined || found.until.getTime() > Date.now()) return found;
    this.showing.delete(machineId);
    return undefined;
  }

  private async order(machineId: string, seconds: number, action: string, actor: Actor): Promise<Shown> {
    const lines = await this.linesOf(machineId);
    const channel = await this.channelOf(machineId);
    if (channel === undefined) throw notThere();
    await this.audit.record({ actor, action, subject: { kind: 'machine', id: machineId } });
    const { address: host, port, pin: hostKey } = channel;
    const target = { host, port, user: 'root', privateKey: this.ssh.privateKeyPem(), hostKey };
    const remote = await connectSsh(target, { timeoutMs: CONNECT_MS });
    try {
      const shown = await ask(remote, { lines, seconds });
      const until = new Date(Date.now() + shown.seconds * 1000);
      this.showing.set(machineId, { ...shown, by: actor.name, until });
      this.notifications
        .publish('machine', machineId)
        .catch((error: unknown) => log.warn({ err: error }, 'a change was not announced'));
      return shown;
    } finally {
      await remote.close();
    }
  }

  private async channelOf(machineId: string): Promise<Channel | undefined> {
    const life = await this.lives.of(machineId);
    const at = life?.environmentAt?.getTime() ?? 0;
    return Date.now() - at > PRESENT_MS ? undefined : this.channels.of(machineId, 'environment');
  }

  /** The largest first: its position on the bench, else the row of the lot; the name; the serial number. */
  private async linesOf(machineId: string): Promise<string[]> {
    const machine = await this.machines.findById(machineId);
    const deployment = await this.deployments.activeFor({ machineId, macs: [] });
    const name = deployment?.facts.hostname ?? deployment?.hostname;
    const row = deployment?.lotId ? String(deployment.rowNumber) : undefined;
    const lines = [deployment?.position ?? row, name, machine.serial];
    return [...new Set(lines.filter((line) => line !== undefined && line !== null))];
  }
}

async function ask(remote: Remote, order: { lines: string[]; seconds: number }): Promise<Shown> {
  const output = new PrintedLines<unknown>({ progress: () => undefined, log: () => undefined });
  const run = await remote.run('etabli-agent identify', {
    input: JSON.stringify(order),
    timeoutMs: COMMAND_MS,
    onLine: (text) => output.line(text),
  });
  const answer = answerSchema.safeParse(
    output.result({ fr: 'l’agent (identify)', en: 'the agent (identify)' }, run),
  );
  if (answer.success) return answer.data;
  throw new PermanentError({
    fr: 'le PC a répondu autre chose que ce qui clignote : son environnement est d’une autre version',
    en: 'the PC answered something else than what blinks: its environment is of another version',
  });
}

function notThere(): ConflictError {
  return new ConflictError(
    {
      fr: 'ce PC n’est pas dans l’environnement : il ne peut pas se signaler',
      en: 'this PC is not in the environment: it cannot show itself',
    },
    {
      remedy: {
        fr: 'Attendez que son écran montre Établi, ou démarrez-le par le réseau.',
        en: 'Wait until its screen shows Établi, or boot it from the network.',
      },
    },
  );
}
