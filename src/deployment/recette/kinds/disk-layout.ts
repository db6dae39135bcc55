import { z } from 'zod';
import { type Bilingual, binarySize, decimalSize } from '../../../platform/core/index.js';
import type { CommandOutput, Judgement, KnownFacts } from '../check.js';
import { failed, notMeasured, passed, unmeasured } from '../judgement.js';

const size = z.coerce.number();
const partition = z.object({
  path: z.string(),
  type: z.string(),
  size,
  fstype: z.string().nullish(),
  mountpoints: z.array(z.string().nullable()).default([]),
  parttype: z.string().nullish(),
});
const disk = partition.extend({
  pttype: z.string().nullish(),
  serial: z.string().nullish(),
  children: z.array(partition).default([]),
});
const lsblk = z.object({ blockdevices: z.array(disk) });
type Disk = z.infer<typeof disk>;
type Facts = KnownFacts<'disk' | 'layout'>;

/** UEFI 2.10 §5.3.3: the type GUID of an EFI System Partition. */
const ESP_TYPE = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';

/** Parses the output of `lsblk -J -b`; undefined when it is something else. */
function readDisks(text: string): Disk[] | undefined {
  try {
    return lsblk.parse(JSON.parse(text)).blockdevices;
  } catch {
    return undefined;
  }
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(b * 0.01, 2 * 1024 ** 2);
}

function differences(found: Disk, facts: Facts): Bilingual[] {
  const wrong: Bilingual[] = [];
  const note = (bad: boolean, fr: string, en: string) => bad && wrong.push({ fr, en });
  const { layout, disk: wanted } = facts;
  note(found.size !== wanted.sizeBytes, `taille du disque ${found.size}`, `disk size ${found.size}`);
  note(
    wanted.serial !== undefined && found.serial?.trim() !== wanted.serial.trim(),
    `numéro de série ${found.serial}`,
    `serial ${found.serial}`,
  );
  const root = found.children.find(({ mountpoints }) => mountpoints.includes('/'));
  const esp = found.children.find(({ parttype }) => parttype?.toLowerCase() === ESP_TYPE);
  const swapPart = found.children.find(({ fstype }) => fstype === 'swap');
  note(found.pttype !== layout.table, `table ${found.pttype}`, `table ${found.pttype}`);
  const rootType = root?.fstype ?? '—';
  note(rootType !== layout.root.fileSystem, `racine en ${rootType}`, `root is ${rootType}`);
  if (layout.esp) {
    note(esp === undefined, 'pas de partition EFI', 'no EFI system partition');
    const { sizeBytes } = layout.esp;
    const size = binarySize(esp?.size ?? 0);
    note(!!esp && !!sizeBytes && !near(esp.size, sizeBytes), `EFI ${size.fr}`, `EFI ${size.en}`);
  }
  if (layout.swap) {
    const bytes = swapPart?.size ?? 0;
    const size = binarySize(bytes);
    note(!near(bytes, layout.swap.sizeBytes), `échange ${size.fr}`, `swap ${size.en}`);
  }
  const used = found.children.reduce((sum, child) => sum + child.size, 0);
  note(used < found.size * 0.97, 'le disque n’est pas entièrement utilisé', 'the disk is not fully used');
  return wrong;
}

function layoutText(facts: Facts): Bilingual {
  const total = decimalSize(facts.disk.sizeBytes);
  const { layout } = facts;
  const parts = (efi: string, swap: string) =>
    [layout.table.toUpperCase(), layout.esp && efi, layout.swap && swap, layout.root.fileSystem]
      .filter(Boolean)
      .join(' + ');
  return { fr: `${total.fr}, ${parts('EFI', 'échange')}`, en: `${total.en}, ${parts('EFI', 'swap')}` };
}

/** Compares the disk of the root file system with the selected disk and the requested layout. */
export function judgeDiskLayout(output: CommandOutput, facts: Facts): Judgement {
  const expected = layoutText(facts);
  const broken = notMeasured(output, expected, 'lsblk');
  if (broken) return broken;
  const disks = readDisks(output.stdout);
  const found = disks?.find(({ children }) => children.some((c) => c.mountpoints.includes('/')));
  if (!found) {
    const why = {
      fr: 'disque de la racine introuvable',
      en: 'the disk of the root file system was not found',
    };
    return unmeasured(expected, why);
  }
  const evidence = { disk: found };
  if (facts.disk.serial !== undefined && !found.serial?.trim()) {
    const why = {
      fr: 'le disque ne donne pas son numéro de série',
      en: 'the disk reports no serial number',
    };
    return unmeasured(expected, why, evidence);
  }
  const wrong = differences(found, facts);
  if (wrong.length > 0) {
    const text = { fr: wrong.map((w) => w.fr).join(', '), en: wrong.map((w) => w.en).join(', ') };
    return failed(expected, text, evidence);
  }
  const total = decimalSize(found.size);
  const names = found.children.map(({ path, fstype }) => `${path} ${fstype ?? ''}`.trim()).join(', ');
  return passed(expected, { fr: `${total.fr} : ${names}`, en: `${total.en}: ${names}` }, evidence);
}
