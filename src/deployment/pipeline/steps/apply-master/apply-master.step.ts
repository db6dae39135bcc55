import { Injectable } from '@nestjs/common';
import { Addresses } from '../../addresses.js';
import type { DiskFact, PartitionFact } from '../../facts.js';
import { byKind, type MasterOf } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { beginErasure, chooseDiskToErase } from '../partition/choose-disk.js';

/** Streams the master onto the disk; the digest of what was read must be the manifest's. */
@Injectable()
export class ApplyMaster implements Step<'deploy'> {
  readonly name = 'apply-master';
  readonly title = { fr: 'Copie du master', en: 'Master transfer' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 4 * 60 * 60_000;

  constructor(private readonly addresses: Addresses) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    return byKind(context.plan.master, {
      rootfs: (master) => this.rootfs(context, master),
      disk: (master) => this.disk(context, master),
      wim: (master) => this.wim(context, master),
    });
  }

  private async rootfs(
    context: StepContext<'deploy'>,
    { payload }: MasterOf<'rootfs'>,
  ): Promise<StepOutcome> {
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    await context.confirmMine();
    const evidence = await context.agent<object>('apply-rootfs', {
      ...target,
      url: this.addresses.payload(payload.sha256),
      sha256: payload.sha256,
      bytes: payload.bytes,
      target: '/target',
    });
    return done({ sha256: payload.sha256, ...evidence });
  }

  private async disk(
    context: StepContext<'deploy'>,
    { payload, indexSha256 }: MasterOf<'disk'>,
  ): Promise<StepOutcome> {
    const disk = await chooseDiskToErase(context);
    await beginErasure(context);
    await context.remember({ disk });
    const applied = await context.agent<{ disk?: DiskFact; partitions?: PartitionFact[] }>('apply-disk', {
      disk,
      indexUrl: this.addresses.payload(indexSha256),
      indexSha256,
      payloadUrl: this.addresses.payload(payload.sha256),
    });
    return done({ sha256: payload.sha256, indexSha256, ...applied });
  }

  /** The image goes through libntfs onto the partition itself: nothing is mounted meanwhile. */
  private async wim(context: StepContext<'deploy'>, { payload }: MasterOf<'wim'>): Promise<StepOutcome> {
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    await context.confirmMine();
    const evidence = await context.agent<object>('apply-wim', {
      ...target,
      url: this.addresses.payload(payload.sha256),
      sha256: payload.sha256,
      bytes: payload.bytes,
      rawBytes: payload.rawBytes,
    });
    return done({ sha256: payload.sha256, ...evidence });
  }
}
