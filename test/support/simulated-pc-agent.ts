import { createHash } from 'node:crypto';
import type { SimulatedDisk } from './simulated-pc-disk.js';
import { ask, fetchPayload } from './simulated-pc-network.js';

/** What a command of the agent can use. */
export interface AgentContext {
  address: string;
  disks: readonly SimulatedDisk[];
  inventory(): object;
  /** A test may stop the command here, in the middle of its work. */
  midway(): Promise<void>;
  restart(): void;
  say(line: object): void;
  signal: AbortSignal;
}

type Parameters = Record<string, unknown>;
type Command = (parameters: Parameters, context: AgentContext) => Promise<object>;

/** An error in the format of the agent. */
export class AgentFailure extends Error {
  constructor(
    readonly kind: 'permanent' | 'transient' | 'operator',
    readonly fr: string,
    readonly en: string,
    readonly remedy?: { fr: string; en: string },
  ) {
    super(en);
  }
}

/** The commands of environment/agent that a deployment uses, on simulated disks, with the same answers. */
export const AGENT_COMMANDS: Record<string, Command> = {
  inventory: async (_, context) => Promise.resolve(context.inventory()),
  disks: async (_, { disks }) => Promise.resolve({ disks: disks.map((disk) => disk.inventory()) }),
  partition: async ({ disk: wanted }, context) => {
    const disk = find(wanted, context);
    disk.partition();
    await context.midway();
    const { path, serial, sizeBytes } = disk;
    return { disk: { path, serial, sizeBytes, logicalSectorBytes: 512 }, partitions: disk.partitions };
  },
  'mount-target': async (target, context) => {
    mounted(target, context);
    return Promise.resolve({ target: '/target' });
  },
  'apply-rootfs': async (parameters, context) => {
    const { url, sha256, bytes } = parameters;
    const disk = mounted(parameters, context);
    disk.beginApply();
    context.say({ progress: { done: 0, total: bytes, unit: 'bytes' } });
    await context.midway();
    const body = await fetchPayload(context.address, String(url), context.signal).catch(broken);
    context.say({ progress: { done: body.length, total: bytes, unit: 'bytes' } });
    const found = createHash('sha256').update(body).digest('hex');
    if (found !== sha256) throw wrongDigest(found, String(sha256));
    disk.unpack(body);
    return { sha256: found, bytes: body.length };
  },
  'verify-rootfs': async (parameters, context) => {
    const { contentsUrl, contentsSha256 } = parameters;
    const disk = mounted(parameters, context);
    await context.midway();
    const { body } = await ask(context.address, String(contentsUrl), { signal: context.signal }).catch(
      broken,
    );
    const found = createHash('sha256').update(body).digest('hex');
    if (found !== contentsSha256) throw wrongDigest(found, String(contentsSha256));
    return disk.compare(body);
  },
  'install-boot': async (target, context) => {
    const disk = mounted(target, context);
    await context.midway();
    disk.bootable = true;
    return { loader: 'shim', bootOrder: ['0001'] };
  },
  restart: async (_, context) => {
    await context.midway();
    context.restart();
    return { leaving: true };
  },
};

function find(wanted: unknown, { disks }: AgentContext): SimulatedDisk {
  const { serial, sizeBytes } = wanted as { serial?: string; sizeBytes?: number };
  const fit = disks.filter((disk) => disk.serial === serial && disk.sizeBytes === sizeBytes);
  if (fit[0] !== undefined && fit.length === 1) return fit[0];
  throw new AgentFailure('operator', 'Disque absent', 'Disk not there', {
    fr: 'Branchez-le.',
    en: 'Plug it in.',
  });
}

function mounted(target: Parameters, context: AgentContext): SimulatedDisk {
  const disk = find(target['disk'], context);
  const wanted = target['partitions'] as { uuid: string }[];
  const same = wanted.every(({ uuid }) => disk.partitions.some((partition) => partition.uuid === uuid));
  if (same && wanted.length === disk.partitions.length) return disk;
  throw new AgentFailure('permanent', 'Partitions inconnues', 'Unknown partitions');
}

function broken(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new AgentFailure('transient', `Transfert interrompu : ${why}`, `Transfer broke: ${why}`);
}

function wrongDigest(found: string, expected: string): AgentFailure {
  return new AgentFailure(
    'permanent',
    `Le master reçu n’est pas le bon : ${found} au lieu de ${expected}`,
    `The master received is not the right one: ${found} instead of ${expected}`,
  );
}
