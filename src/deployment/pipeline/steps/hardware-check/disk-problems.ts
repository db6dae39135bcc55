import type { Bilingual } from '../../../../platform/core/index.js';
import type { Inventory } from '../../../../park/machine/index.js';
import { selectDisk, windowsDiskLayout, type ProfileDocument } from '../../../../documents/profile/index.js';
import { byKind, type DeployPlan } from '../../plan.js';

const MIB = 2 ** 20;
/** Sectors of the smallest FAT32 file system that firmware reads: 65,525 clusters, one sector each, and its tables. */
const FEWEST_FAT32_SECTORS = 66_560;

/** What makes the disk unfit for this master and layout by the size of its sectors; nothing when that is not known. */
export function diskProblems(
  { profile: { document }, master }: Pick<DeployPlan, 'profile' | 'master'>,
  inventory: Inventory,
): Bilingual[] {
  const { disk } = selectDisk(document.disk.rule, inventory.disks);
  const sector = disk.logicalSectorBytes;
  if (sector === undefined) return [];
  return byKind(master, {
    rootfs: () =>
      smallEsp(disk.path, sector, document.disk.layout.esp.sizeBytes, 'disk.layout.esp.sizeBytes'),
    disk: ({ logicalSectorBytes }) => otherSectors(disk.path, sector, logicalSectorBytes),
    wim: () => smallWindowsEsp(document, inventory, disk.path, sector),
  });
}

/** A PC that starts in BIOS mode gets no ESP for Windows. */
function smallWindowsEsp(
  { windows }: ProfileDocument,
  { firmware }: Inventory,
  path: string,
  sector: number,
): Bilingual[] {
  const layout = windowsDiskLayout(windows);
  if (firmware.kind === 'bios' || layout === undefined) return [];
  return smallEsp(path, sector, layout.espBytes, 'windows.disk.espBytes');
}

/** A captured disk counts in its own sectors: on others, no partition is where its table says. */
function otherSectors(path: string, found: number, expected: number | undefined): Bilingual[] {
  if (expected === undefined || expected === found) return [];
  return [
    {
      fr: `le disque ${path} a des secteurs de ${found} octets, le master vient d’un disque à secteurs de ${expected} octets : capturez un master sur un disque du même type`,
      en: `the disk ${path} has sectors of ${found} bytes, the master comes from a disk with sectors of ${expected} bytes: capture a master on a disk of the same kind`,
    },
  ];
}

function smallEsp(path: string, sector: number, espBytes: number, field: string): Bilingual[] {
  const smallest = Math.ceil((FEWEST_FAT32_SECTORS * sector) / MIB);
  if (espBytes >= smallest * MIB) return [];
  const found = Math.floor(espBytes / MIB);
  return [
    {
      fr: `le disque ${path} a des secteurs de ${sector} octets, la partition EFI demandée a ${found} Mio et il en faut au moins ${smallest} : dans le profil, mettez ${field} à ${smallest}MiB ou plus`,
      en: `the disk ${path} has sectors of ${sector} bytes, the EFI partition asked for has ${found} MiB and needs at least ${smallest}: in the profile, set ${field} to ${smallest}MiB or more`,
    },
  ];
}
