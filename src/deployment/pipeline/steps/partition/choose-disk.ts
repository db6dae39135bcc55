import { z } from 'zod';
import { decimalSize, PermanentError } from '../../../../platform/core/index.js';
import { inventorySchema } from '../../../../park/machine/index.js';
import { selectDisk } from '../../../../documents/profile/index.js';
import type { DiskFact } from '../../facts.js';
import type { StepContext } from '../../step-context.js';

const disksSchema = z.object({ disks: inventorySchema.shape.disks });

/** The disk that the rule selects among those that are there now, large enough for the master. */
export async function chooseDisk(context: StepContext<'deploy'>): Promise<DiskFact> {
  const { profile, master } = context.plan;
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
