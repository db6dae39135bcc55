import type { DiskAssertions, WindowsBus } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';

/** The names of buses in diskpart of Windows PE, the last word of the third line of `detail disk`. */
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
  /** Undefined if the profile has no conditions: the disk of that number is used without a check. */
  assertions?: DiskAssertions;
  /** The firmware that the layout needs; undefined if it works with both. */
  firmware?: 'uefi' | 'bios';
  /** True if Setup must see only this disk, because it searches for the partition itself. */
  alone: boolean;
}

/**
 * The lines of X:\etabli-disk.cmd. The script checks every disk of the PC with diskpart. If one disk meets all
 * conditions, it runs X:\etabli-disk.txt on it. Otherwise it prints the reason, takes the internal disks offline so
 * that Setup cannot continue, and waits. It reads numbers and bus names in the output of diskpart by their position,
 * because the words are translated. ASCII only, because the code page of Windows PE is not known.
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

/** `Samsung*` as a regular expression of findstr; diskpart may add spaces after a model. */
function asFindstr(model: string): string {
  const pattern = [...model].map((one) => {
    if (one === '*') return '.*';
    if (one === '?') return '.';
    return one === '.' ? '\\.' : one;
  });
  return `^${pattern.join('')} *$`;
}
