import { Injectable } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { LEAST_MEMORY_MIB, ShortMemoryStore } from '../../park/machine/index.js';
import type { BootAnswer } from './boot-script.js';
import { reportedMemoryMib } from './reported-memory.js';

/** The most PCs stored for each address and minute, since requests are not authenticated. */
const NOTED_A_MINUTE = 10;

/** A PC that requests its boot script. */
export interface AskingPc {
  mac: string;
  serial?: string;
  /** Its machine, if known. */
  machineId?: string;
  /** The sizes of its memory modules, from GRUB. */
  memory?: string;
  /** Its address. */
  from: string;
}

/** Refuses PCs with too little memory for the environment, which would fail there without a readable error. */
@Injectable()
export class MemoryGate {
  private readonly log = logger('boot');
  private readonly limiter = new AttemptLimit(NOTED_A_MINUTE, 60);

  constructor(private readonly memories: ShortMemoryStore) {}

  /** Returns the same answer, or that the PC has too little memory. Accepts PCs with unknown memory. */
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
