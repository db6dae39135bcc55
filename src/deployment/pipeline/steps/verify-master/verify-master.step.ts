import { Injectable } from '@nestjs/common';
import { PermanentError } from '../../../../platform/core/index.js';
import { Addresses } from '../../addresses.js';
import type { PartitionFact } from '../../facts.js';
import { byKind, type MasterOf } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

interface Verification {
  files?: number;
  bytes?: number;
  differences?: unknown[];
}

/** Reads the disk back and compares it with the master. */
@Injectable()
export class VerifyMaster implements Step<'deploy'> {
  readonly name = 'verify-master';
  readonly title = { fr: 'Relecture du disque', en: 'Reading the disk back' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 2 * 60 * 60_000;

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
    { contentsSha256 }: MasterOf<'rootfs'>,
  ): Promise<StepOutcome> {
    const target = {
      disk: context.known('disk'),
      partitions: context.known('partitions'),
      target: '/target',
    };
    const contents = { contentsUrl: this.addresses.payload(contentsSha256), contentsSha256 };
    const mode = modeOf(context);
    return judged(mode, await context.agent<Verification>('verify-rootfs', { ...target, ...contents, mode }));
  }

  private async disk(
    context: StepContext<'deploy'>,
    { indexSha256 }: MasterOf<'disk'>,
  ): Promise<StepOutcome> {
    const disk = context.known('disk');
    const mode = modeOf(context);
    const index = { disk, indexUrl: this.addresses.payload(indexSha256), indexSha256, mode };
    const outcome = judged(mode, await context.agent<Verification>('verify-disk', index));
    const renewed = await context.agent<{ partitions: PartitionFact[] }>('renew-identifiers', index);
    await context.remember({ partitions: renewed.partitions });
    return outcome;
  }

  /** Reads the files through the NTFS volume, with the attributes that Windows gives them. */
  private async wim(
    context: StepContext<'deploy'>,
    { contentsSha256 }: MasterOf<'wim'>,
  ): Promise<StepOutcome> {
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    const contents = { contentsUrl: this.addresses.payload(contentsSha256), contentsSha256 };
    const mode = modeOf(context);
    return judged(mode, await context.agent<Verification>('verify-wim', { ...target, ...contents, mode }));
  }
}

function modeOf({ plan }: StepContext<'deploy'>): 'full' | 'sampled' {
  return plan.profile.document.disk.verify ?? 'full';
}

/** One difference is a failure; so is having compared nothing. */
export function judged(mode: string, { files, bytes, differences = [] }: Verification): StepOutcome {
  if (differences.length > 0) {
    const first = differences
      .slice(0, 3)
      .map((difference) => (typeof difference === 'string' ? difference : JSON.stringify(difference)))
      .join(' ; ');
    throw new PermanentError(
      { fr: `le disque diffère du master : ${first}`, en: `the disk differs from the master: ${first}` },
      {
        remedy: {
          fr: 'Reprenez depuis le début ; si cela se répète, remplacez le disque ou vérifiez la mémoire.',
          en: 'Retry from the start; if it happens again, replace the disk or test the memory.',
        },
      },
    );
  }
  if (!bytes) {
    throw new PermanentError({
      fr: 'rien n’a pu être relu sur le disque',
      en: 'nothing could be read back from the disk',
    });
  }
  return done({ mode, files: files ?? null, bytes, differences: 0 });
}
