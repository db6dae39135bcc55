import { Injectable } from '@nestjs/common';
import type { DiskFact, PartitionFact } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { beginErasure, chooseDiskToErase } from './choose-disk.js';
import { isPartitioned, wantedPartitions } from './wanted-partitions.js';

/**
 * Erases and partitions the one disk that the profile's rule selects. The disks are read again, the rule
 * is applied again and the arming is checked again at that moment; the agent then checks the disk's
 * serial number, WWN and size once more before the first write.
 */
@Injectable()
export class Partition implements Step<'deploy'> {
  readonly name = 'partition';
  readonly title = { fr: 'Partitionnement du disque', en: 'Disk partitioning' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  onlyIf({ master }: DeployPlan): boolean {
    return isPartitioned(master);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const firmware = context.known('firmware');
    const wanted = wantedPartitions(context.plan, firmware);
    const target = await chooseDiskToErase(context);
    await beginErasure(context);
    const made = await context.agent<{ disk: DiskFact; partitions: PartitionFact[] }>('partition', {
      disk: target,
      ...wanted,
      firmware,
    });
    // The serial number stays as the disk says it: the agent compares a plainer form of it.
    await context.remember({ disk: { ...target, path: made.disk.path }, partitions: made.partitions });
    return done({ disk: target, partitions: made.partitions });
  }
}
