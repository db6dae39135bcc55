import { type PlacedSettings, place, setting } from '../answer-tree.js';
import type { Contribution, OptionGroup, RunCommand } from '../contribution.js';
import { diskConfiguration } from '../disk/disk-configuration.js';
import { type DiskScriptOrder, diskScript } from '../disk/disk-script.js';
import { diskpartLines } from '../disk/diskpart-lines.js';
import { type DiskLayout, planPartitions, setupCanCreate, windowsPartition } from '../disk/partition-plan.js';
import { writeInWindowsPe } from '../disk/pe-file.js';

const COMMANDS = 'X:\\etabli-disk.txt';
const SCRIPT = 'X:\\etabli-disk.cmd';

/** The disk: with DiskConfiguration of Setup if it can express the layout, otherwise with diskpart in Windows PE. */
export const diskGroup: OptionGroup = ({ windows: { disk } }) => {
  if (disk === undefined || disk.mode === 'interactive') return {};
  if (disk.mode === 'layout') return partitioned(disk);
  const { commands, assertions, partition } = disk;
  const target = installTarget(disk.disk, partition);
  if (assertions === undefined) return { settings: [target], commands: plainDiskpart(commands) };
  const alone = disk.disk === 'only' || partition === undefined;
  return { settings: [target], commands: checkedDiskpart(commands, { disk: disk.disk, assertions, alone }) };
};

function partitioned(layout: DiskLayout): Contribution {
  const { disk, assertions, firmware } = layout;
  const plan = planPartitions(layout);
  const settings = [installTarget(disk, windowsPartition(plan))];
  if (disk !== 'only' && assertions === undefined) {
    if (setupCanCreate(plan)) return { settings: [diskConfiguration(plan, disk, firmware), ...settings] };
    return { settings, commands: plainDiskpart([`select disk ${disk}`, ...diskpartLines(plan, firmware)]) };
  }
  const order = { disk, firmware, alone: disk === 'only', ...(assertions && { assertions }) };
  return { settings, commands: checkedDiskpart(diskpartLines(plan, firmware), order) };
}

/**
 * The target of the installation. If a script chooses the disk, InstallTo cannot name it, because the answer file is
 * written earlier. Then Setup uses the first partition that is large enough, and the script leaves only one disk
 * online.
 */
function installTarget(disk: number | 'only', partition: number | undefined): PlacedSettings | undefined {
  const fixed = disk !== 'only' && partition !== undefined;
  return place('windowsPE', 'Microsoft-Windows-Setup', [
    setting('ImageInstall', [
      setting('OSImage', [
        fixed
          ? setting('InstallTo', [setting('DiskID', disk), setting('PartitionID', partition)])
          : setting('InstallToAvailablePartition', true),
      ]),
    ]),
  ]);
}

function plainDiskpart(lines: string[]): RunCommand[] {
  return [
    ...writeInWindowsPe(COMMANDS, lines),
    { pass: 'windowsPE', path: `diskpart.exe /s ${COMMANDS}`, description: 'Partition the disk' },
  ];
}

function checkedDiskpart(lines: string[], order: DiskScriptOrder): RunCommand[] {
  return [
    ...writeInWindowsPe(COMMANDS, lines),
    ...writeInWindowsPe(SCRIPT, diskScript(order)),
    { pass: 'windowsPE', path: `cmd.exe /c ${SCRIPT}`, description: 'Check the disk, then partition it' },
  ];
}
