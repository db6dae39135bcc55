import { Injectable } from '@nestjs/common';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ConflictError, TransientError } from '../../platform/core/index.js';
import { Machines } from '../../park/machine/index.js';
import { Wakes } from './wakes.js';

/** Wakes one PC over the network. A packet is sent; whether the PC starts is seen when it calls. */
@Injectable()
export class MachineWakes {
  constructor(
    private readonly machines: Machines,
    private readonly wakes: Wakes,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns the addresses that the packets were sent to
   * Rejects with ConflictError when no address of the PC is known, and when the packet cannot be sent.
   */
  async wake(machineId: string, actor: Actor): Promise<{ macs: string[] }> {
    const { ownMacs: macs } = await this.machines.findById(machineId);
    if (macs.length === 0) throw withoutMac();
    const subject = { kind: 'machine', id: machineId };
    await this.audit.record({ actor, action: 'machine.wake', subject, data: { macs } });
    await this.wakes.send(macs).catch((cause: unknown) => {
      throw notSent(cause);
    });
    return { macs };
  }
}

function notSent(cause: unknown): TransientError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TransientError(
    {
      fr: `le paquet de réveil n’est pas parti : ${why}`,
      en: `the wake-up packet was not sent: ${why}`,
    },
    { cause },
  );
}

function withoutMac(): ConflictError {
  return new ConflictError(
    {
      fr: 'aucune adresse MAC de ce PC n’est connue : il ne peut pas être réveillé',
      en: 'no MAC address of this PC is known: it cannot be woken',
    },
    { remedy: { fr: 'Allumez-le à la main.', en: 'Power it on by hand.' } },
  );
}
