import type { SimulatedDisk } from './simulated-pc-disk.js';

/** What a command of the agent can use. */
export interface AgentContext {
  address: string;
  /** The CA certificate in the environment, PEM. */
  ca: string;
  disks: readonly SimulatedDisk[];
  inventory(): object;
  /** What Windows looks for drivers for. */
  devices: readonly object[];
  /** What its firmware trusts. */
  trust: object;
  /** A test may stop the command here, in the middle of its work. */
  midway(): Promise<void>;
  restart(): void;
  say(line: object): void;
  signal: AbortSignal;
}

export type Parameters = Record<string, unknown>;
export type Command = (parameters: Parameters, context: AgentContext) => Promise<object>;

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

export function find(wanted: unknown, { disks }: AgentContext): SimulatedDisk {
  const { serial, sizeBytes } = wanted as { serial?: string; sizeBytes?: number };
  const fit = disks.filter((disk) => disk.serial === serial && disk.sizeBytes === sizeBytes);
  if (fit[0] !== undefined && fit.length === 1) return fit[0];
  throw new AgentFailure('operator', 'Disque absent', 'Disk not there', {
    fr: 'Branchez-le.',
    en: 'Plug it in.',
  });
}

export function mounted(target: Parameters, context: AgentContext): SimulatedDisk {
  const disk = find(target['disk'], context);
  const wanted = target['partitions'] as { uuid: string }[];
  const same = wanted.every(({ uuid }) => disk.partitions.some((partition) => partition.uuid === uuid));
  if (same && wanted.length === disk.partitions.length) return disk;
  throw new AgentFailure('permanent', 'Partitions inconnues', 'Unknown partitions');
}

export function broken(cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new AgentFailure('transient', `Transfert interrompu : ${why}`, `Transfer broke: ${why}`);
}

export function wrongDigest(found: string, expected: string): AgentFailure {
  return new AgentFailure(
    'permanent',
    `Le master reçu n’est pas le bon : ${found} au lieu de ${expected}`,
    `The master received is not the right one: ${found} instead of ${expected}`,
  );
}
