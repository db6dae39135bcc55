import { Injectable } from '@nestjs/common';
import { Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import { capturedKindOf, type CapturePlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { CAPTURE_MS, captureOrder } from '../capture-disk/capture-order.js';

interface Captured {
  payloadSha256: string;
  payload: { bytes: number };
  rawBytes: number;
  /** Its number. */
  partition: number;
  systemVersion: string;
  edition: string;
}

/**
 * Reads the Windows of a reference machine into an image, which is uploaded while it is made: nothing is written to
 * the disk. The agent refuses a Windows that sysprep did not generalise and a volume that was not closed.
 */
@Injectable()
export class CaptureImage implements Step<'capture'> {
  readonly name = 'capture-image';
  readonly title = { fr: 'Capture de Windows', en: 'Windows capture' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['capture'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = CAPTURE_MS;

  constructor(
    private readonly addresses: Addresses,
    private readonly tickets: Tickets,
  ) {}

  onlyIf(plan: CapturePlan): boolean {
    return capturedKindOf(plan) === 'wim';
  }

  /** Other PCs will trust what is captured: it must not come from a device that only claims to be the machine. */
  needsSecret(): boolean {
    return true;
  }

  async run(context: StepContext<'capture'>): Promise<StepOutcome> {
    const { disk, uploadUrl, ticket } = await captureOrder(context, this.addresses, this.tickets);
    const { partition } = context.plan;
    const order = { disk, uploadUrl, ...(partition !== undefined && { partition }) };
    const captured = await context.agent<Captured>('capture-wim', order, { ticket });
    const { payloadSha256: sha256, payload, systemVersion: build, edition, rawBytes } = captured;
    await context.remember({ capturedImage: { sha256, bytes: payload.bytes, build } });
    return done({ sha256, ...payload, rawBytes, partition: captured.partition, build, edition });
  }
}
