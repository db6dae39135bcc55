import { z } from 'zod';
import { decimalSize, OperatorError, PermanentError } from '../../../../platform/core/index.js';
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
  if (known !== undefined && nameOf(known) !== nameOf(disk))
    context.log(`disk changed since the last try: ${nameOf(known)} -> ${nameOf(disk)}`);
  return {
    path: disk.path,
    serial: disk.serial ?? undefined,
    wwn: disk.wwn ?? undefined,
    model: disk.model ?? undefined,
    sizeBytes: disk.sizeBytes,
    logicalSectorBytes: disk.logicalSectorBytes ?? 512,
  };
}

/**
 * The disk to erase. Throws OperatorError for another one than that whose user data was saved: what is on it would be
 * lost, and a deployment saves once.
 */
export async function chooseDiskToErase(context: StepContext<'deploy'>): Promise<DiskFact> {
  const disk = await chooseDisk(context);
  const { savedDisk } = context.facts;
  if (savedDisk !== undefined && nameOf(savedDisk) !== nameOf(disk)) throw notSaved(savedDisk, disk);
  return disk;
}

/** Right before the first write: from then on the disk may hold a half-installed system. */
export async function beginErasure(context: StepContext<'deploy'>): Promise<void> {
  await context.confirmMine();
  await context.remember({ erasureBegan: true });
}

function nameOf({ serial, wwn }: { serial?: string | null; wwn?: string | null }): string | null | undefined {
  return serial ?? wwn;
}

function notSaved(saved: DiskFact, disk: DiskFact): OperatorError {
  return new OperatorError(
    {
      fr: `le disque à effacer (${nameOf(disk)}) n’est pas celui dont les données ont été sauvegardées (${nameOf(saved)}) : rien n’y a été effacé`,
      en: `the disk to erase (${nameOf(disk)}) is not the one whose user data was saved (${nameOf(saved)}): nothing of it was erased`,
    },
    {
      remedy: {
        fr: 'Remettez le disque d’avant. S’il a été remplacé, annulez ou clôturez ce déploiement et armez-en un autre : il sauvegardera d’abord ce disque-là.',
        en: 'Put the former disk back. If it was replaced, cancel or close this deployment and arm another one: it saves that disk first.',
      },
    },
  );
}
