import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { decimalSize, PermanentError } from '../../../../platform/core/index.js';
import { inventorySchema } from '../../../../park/machine/index.js';
import { selectDisk } from '../../../../documents/profile/index.js';
import type { DiskFact, PartitionFact } from '../../facts.js';
import { isDeploy, type Plan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

const disksSchema = z.object({ disks: inventorySchema.shape.disks });

/**
 * Erases and partitions the one disk that the profile's rule selects. The disks are read again, the rule
 * is applied again and the arming is checked again at that moment; the agent then checks the disk's
 * serial number, WWN and size once more before the first write.
 */
@Injectable()
export class Partition implements Step {
  readonly name = 'partition';
  readonly title = { fr: 'Partitionnement du disque', en: 'Disk partitioning' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly timeoutMs = 5 * 60_000;

  appliesTo(plan: Plan): boolean {
    return isDeploy(plan) && plan.master.kind === 'rootfs';
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const { document } = context.deployPlan.profile;
    const target = await chooseDisk(context);
    await context.confirmMine();
    const made = await context.agent<{ disk: DiskFact; partitions: PartitionFact[] }>('partition', {
      disk: target,
      layout: document.disk.layout,
      firmware: context.known('firmware'),
    });
    // The serial number stays as the disk says it: the agent compares a plainer form of it.
    await context.remember({ disk: { ...target, path: made.disk.path }, partitions: made.partitions });
    return done({ disk: target, partitions: made.partitions });
  }
}

/** The disk that the rule selects among those that are there now, large enough for the master. */
export async function chooseDisk(context: StepContext): Promise<DiskFact> {
  const { profile, master } = context.deployPlan;
  const { disks } = disksSchema.parse(await context.agent('disks', {}));
  const { disk } = selectDisk(profile.document.disk.rule, disks);
  if (disk.sizeBytes < master.minimumDiskBytes) {
    const [found, least] = [decimalSize(disk.sizeBytes), decimalSize(master.minimumDiskBytes)];
    throw new PermanentError({
      fr: `le disque ${disk.path} (${found.fr}) est trop petit pour le master (${least.fr} au moins)`,
      en: `the disk ${disk.path} (${found.en}) is too small for the master (at least ${least.en})`,
    });
  }
  const known = context.facts.disk;
  if (known !== undefined && (known.serial ?? known.wwn) !== (disk.serial ?? disk.wwn)) {
    context.log(
      `disk changed since the last try: ${known.serial ?? known.wwn} -> ${disk.serial ?? disk.wwn}`,
    );
  }
  return {
    path: disk.path,
    serial: disk.serial ?? undefined,
    wwn: disk.wwn ?? undefined,
    model: disk.model ?? undefined,
    sizeBytes: disk.sizeBytes,
    logicalSectorBytes: disk.logicalSectorBytes ?? 512,
  };
}
