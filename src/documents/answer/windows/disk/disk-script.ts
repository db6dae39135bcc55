import type { DiskAssertions, WindowsBus } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';

/** What diskpart of Windows PE calls a bus, the last word of the third line of `detail disk`. */
const DISKPART_BUS: Record<WindowsBus, string> = {
  nvme: 'NVMe',
  sata: 'SATA',
  ata: 'ATA',
  sas: 'SAS',
  scsi: 'SCSI',
  raid: 'RAID',
  usb: 'USB',
  mmc: 'MMC',
  sd: 'SD',
  ufs: 'UFS',
  virtual: 'Virtual',
};

export interface DiskScriptOrder {
  disk: number | 'only';
  /** Undefined when the profile asks nothing: the disk of that number is taken as it is. */
  assertions?: DiskAssertions;
  /** What the layout boots with; undefined when it does not matter. */
  firmware?: 'uefi' | 'bios';
  /** Whether Setup must find no other disk, since it looks for the partition itself. */
  alone: boolean;
}

/**
 * The lines of X:\etabli-disk.cmd: looks at every disk of the PC with diskpart, and runs X:\etabli-disk.txt on
 * the one that is wanted when all that was asked is true; otherwise it says why, takes the disks inside the PC
 * offline, so that Setup cannot go on without it, and waits. It reads numbers and bus names of diskpart's
 * output by their place, since its words are translated. ASCII, since the code page of Windows PE is not known.
 */
export function diskScript({ disk, assertions, firmware, alone }: DiskScriptOrder): string[] {
  const { minimumBytes, maximumBytes, bus, model } = assertions ?? {};
  const text = renderTemplate('answer/windows/disk.cmd', {
    wanted: `etb_want=${disk}`,
    // PEFirmwareType: 0x1 is BIOS, 0x2 UEFI. WinPE, "Boot to UEFI mode or legacy BIOS mode".
    firmware: firmware && (firmware === 'uefi' ? '0x1' : '0x2'),
    minimum: minimumBytes === undefined ? undefined : `etb_min=${Math.floor(minimumBytes / 2 ** 30)}`,
    maximum: maximumBytes === undefined ? undefined : `etb_max=${Math.ceil(maximumBytes / 2 ** 30)}`,
    buses: bus?.map((name) => DISKPART_BUS[name]),
    model: model === undefined ? undefined : asFindstr(model),
    noPartitions: assertions?.noPartitions,
    exactlyOne: disk === 'only' || assertions?.exactlyOne,
    alone,
  });
  return text.split('\n').filter((line) => line !== '');
}

/** `Samsung*` as a regular expression of findstr; diskpart may pad a model with spaces. */
function asFindstr(model: string): string {
  const pattern = [...model].map((one) => {
    if (one === '*') return '.*';
    if (one === '?') return '.';
    return one === '.' ? '\\.' : one;
  });
  return `^${pattern.join('')} *$`;
}
