import { Injectable } from '@nestjs/common';
import { PermanentError } from '../../../../platform/core/index.js';
import { Addresses } from '../../addresses.js';
import type { PartitionFact } from '../../facts.js';
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
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 2 * 60 * 60_000;

  constructor(private readonly addresses: Addresses) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { master, profile } = context.plan;
    const disk = context.known('disk');
    const mode = profile.document.disk.verify ?? 'full';
    if (master.kind === 'rootfs') {
      const target = { disk, partitions: context.known('partitions'), target: '/target' };
      const { contentsSha256 } = master;
      const contents = { contentsUrl: this.addresses.payload(contentsSha256), contentsSha256 };
      return judged(
        mode,
        await context.agent<Verification>('verify-rootfs', { ...target, ...contents, mode }),
      );
    }
    const { indexSha256 } = master;
    const index = { disk, indexUrl: this.addresses.payload(indexSha256), indexSha256, mode };
    const outcome = judged(mode, await context.agent<Verification>('verify-disk', index));
    const renewed = await context.agent<{ partitions: PartitionFact[] }>('renew-identifiers', index);
    await context.remember({ partitions: renewed.partitions });
    return outcome;
  }
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
