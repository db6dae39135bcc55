import { Injectable } from '@nestjs/common';
import { Masters } from '../../../../park/master/index.js';
import { Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import { capturedKindOf, type CapturePlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { CAPTURE_MS, captureOrder } from './capture-order.js';

interface Captured {
  payloadSha256: string;
  indexSha256: string;
  system?: string;
  systemVersion?: string;
}

/** Reads the whole disk of a reference machine into a master: nothing is written to it, and nothing is staged. */
@Injectable()
export class CaptureDisk implements Step<'capture'> {
  readonly name = 'capture-disk';
  readonly title = { fr: 'Capture du disque', en: 'Disk capture' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['capture'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = CAPTURE_MS;

  constructor(
    private readonly addresses: Addresses,
    private readonly tickets: Tickets,
    private readonly masters: Masters,
  ) {}

  onlyIf(plan: CapturePlan): boolean {
    return capturedKindOf(plan) === 'disk';
  }

  /** Other PCs will trust what is captured: it must not come from a device that only claims to be the machine. */
  needsSecret(): boolean {
    return true;
  }

  async run(context: StepContext<'capture'>): Promise<StepOutcome> {
    const { disk, uploadUrl, ticket } = await captureOrder(context, this.addresses, this.tickets);
    const captured = await context.agent<Captured>('capture-disk', { disk, uploadUrl }, { ticket });
    const { system, systemVersion, payloadSha256, indexSha256 } = captured;
    const master = await this.masters.registerCapture({
      name: context.plan.name,
      payloadSha256,
      indexSha256,
      system,
      systemVersion,
    });
    return done({ master: `${master.name} ${master.version}`, payload: master.payload, indexSha256 });
  }
}
