import { Injectable } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { LEAST_MEMORY_MIB, ShortMemoryStore } from '../../park/machine/index.js';
import type { BootAnswer } from './boot-script.js';
import { reportedMemoryMib } from './reported-memory.js';

/** One address writes down so many PCs a minute at most: the request proves nothing of who sends it. */
const NOTED_A_MINUTE = 10;

/** A PC that asks what to boot. */
export interface AskingPc {
  mac: string;
  serial?: string;
  /** Its machine, when it is known. */
  machineId?: string;
  /** The sizes of its memory modules, as GRUB tells them. */
  memory?: string;
  /** The address that it asks from. */
  from: string;
}

/** Keeps a PC with too little memory out of the environment, where it would end in an error that nobody can read. */
@Injectable()
export class MemoryGate {
  private readonly log = logger('boot');
  private readonly limiter = new AttemptLimit(NOTED_A_MINUTE, 60);

  constructor(private readonly memories: ShortMemoryStore) {}

  /** The same answer, or that the PC has too little memory for it. A PC whose memory is not known is let in. */
  async pass(answer: BootAnswer, pc: AskingPc): Promise<BootAnswer> {
    const foundMib = reportedMemoryMib(pc.memory);
    if (answer.kind !== 'environment' || foundMib === undefined) return answer;
    if (foundMib >= LEAST_MEMORY_MIB) {
      await this.memories.forget(pc.mac);
      return answer;
    }
    await this.note(pc, foundMib);
    return { kind: 'short-memory', reason: answer.reason, foundMib, leastMib: LEAST_MEMORY_MIB };
  }

  private async note({ mac, serial, machineId, from }: AskingPc, foundMib: number): Promise<void> {
    if (!(await this.limiter.allows(from))) return;
    this.log.warn({ mac, serial, foundMib, from }, 'a PC has too little memory for the environment');
    await this.memories.note({ mac, serial: serial ?? null, machineId: machineId ?? null, foundMib });
  }
}
