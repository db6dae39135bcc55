import { windowsAnswer, windowsOrder, windowsProfile } from '../../../../../test/support/windows-answer.js';
import { InputError } from '../../../../platform/core/index.js';
import { mergeSettings } from '../compose.js';
import { writeAnswer } from '../write-answer.js';
import { diskGroup } from './disk.js';

const SETUP = 'Microsoft-Windows-Setup';
const DISK = 'DiskConfiguration/Disk';
const CREATED = `${DISK}/CreatePartitions/CreatePartition`;
const MODIFIED = `${DISK}/ModifyPartitions/ModifyPartition`;
const TARGET = 'ImageInstall/OSImage';
const COMMAND = 'RunSynchronous/RunSynchronousCommand/Path';

function layout(more: object = {}) {
  return windowsAnswer({ disk: { mode: 'layout', ...more } });
}

const value = (more: object, path: string) => layout(more).value('windowsPE', SETUP, path);
const values = (more: object, path: string) => layout(more).values('windowsPE', SETUP, path);
const commands = (disk: object) => windowsAnswer({ disk }).values('windowsPE', SETUP, COMMAND);

/** The text that a command writes into a file. */
function written(command: string): string[] {
  return /\((.*)\)"$/
    .exec(command)![1]!
    .split('&')
    .map((echo) => echo.replace('echo:', ''));
}

function refusal(disk: object): [field: string, expected: string][] {
  try {
    windowsProfile({ disk });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field, expected }) => [field as string, expected.en]);
  }
}

describe('a UEFI disk', () => {
  it('is this file', () => {
    const disk = {
      mode: 'layout',
      disk: 1,
      espBytes: '200MiB',
      windows: { sizeBytes: '100GiB', label: 'OS' },
      recovery: { sizeBytes: '750MiB' },
      data: [{ label: 'DATA 1', letter: 'D' }],
    };
    const { settings = [] } = diskGroup(windowsOrder({ disk }));
    const placed = mergeSettings(settings.filter((one) => one !== undefined));
    expect(writeAnswer({ settings: placed, files: [] }, 'amd64')).toBe(`<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="windowsPE">
    <component name="Microsoft-Windows-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <DiskConfiguration>
        <Disk wcm:action="add">
          <DiskID>1</DiskID>
          <WillWipeDisk>true</WillWipeDisk>
          <CreatePartitions>
            <CreatePartition wcm:action="add">
              <Order>1</Order>
              <Type>EFI</Type>
              <Size>200</Size>
            </CreatePartition>
            <CreatePartition wcm:action="add">
              <Order>2</Order>
              <Type>MSR</Type>
              <Size>16</Size>
            </CreatePartition>
            <CreatePartition wcm:action="add">
              <Order>3</Order>
              <Type>Primary</Type>
              <Size>102400</Size>
            </CreatePartition>
            <CreatePartition wcm:action="add">
              <Order>4</Order>
              <Type>Primary</Type>
              <Size>750</Size>
            </CreatePartition>
            <CreatePartition wcm:action="add">
              <Order>5</Order>
              <Type>Primary</Type>
              <Extend>true</Extend>
            </CreatePartition>
          </CreatePartitions>
          <ModifyPartitions>
            <ModifyPartition wcm:action="add">
              <Order>1</Order>
              <PartitionID>1</PartitionID>
              <Format>FAT32</Format>
              <Label>System</Label>
            </ModifyPartition>
            <ModifyPartition wcm:action="add">
              <Order>2</Order>
              <PartitionID>3</PartitionID>
              <Format>NTFS</Format>
              <Label>OS</Label>
              <Letter>C</Letter>
            </ModifyPartition>
            <ModifyPartition wcm:action="add">
              <Order>3</Order>
              <PartitionID>4</PartitionID>
              <Format>NTFS</Format>
              <Label>Recovery</Label>
              <TypeID>DE94BBA4-06D1-4D40-A16A-BFD50179D6AC</TypeID>
            </ModifyPartition>
            <ModifyPartition wcm:action="add">
              <Order>4</Order>
              <PartitionID>5</PartitionID>
              <Format>NTFS</Format>
              <Label>DATA 1</Label>
              <Letter>D</Letter>
            </ModifyPartition>
          </ModifyPartitions>
        </Disk>
        <WillShowUI>OnError</WillShowUI>
      </DiskConfiguration>
      <ImageInstall>
        <OSImage>
          <InstallTo>
            <DiskID>1</DiskID>
            <PartitionID>3</PartitionID>
          </InstallTo>
        </OSImage>
      </ImageInstall>
    </component>
  </settings>
</unattend>
`);
  });

  it('has recovery before Windows', () => {
    const more = { recovery: { position: 'before', label: 'WinRE' } };
    expect(values(more, `${CREATED}/Type`)).toEqual(['Primary', 'EFI', 'MSR', 'Primary']);
    expect(values(more, `${CREATED}/Size`)).toEqual(['1024', '300', '16']);
    expect(values(more, `${MODIFIED}/Label`)).toEqual(['WinRE', 'System', 'Windows']);
    expect(value(more, `${TARGET}/InstallTo/PartitionID`)).toBe('4');
  });

  it.each<[title: string, more: object, path: string, expected: string[]]>([
    ['espBytes', { espBytes: '512MiB' }, `${CREATED}/Size`, ['512', '16']],
    ['msrBytes', { msrBytes: '128MiB' }, `${CREATED}/Size`, ['300', '128']],
    ['windows.sizeBytes', { windows: { sizeBytes: '64GiB' } }, `${CREATED}/Size`, ['300', '16', '65536']],
    ['a size that is no whole MiB', { espBytes: 314572801 }, `${CREATED}/Size`, ['301', '16']],
    ['disk', { disk: 2 }, `${DISK}/DiskID`, ['2']],
    ['disk', { disk: 2 }, `${TARGET}/InstallTo/DiskID`, ['2']],
    ['mode', {}, `${DISK}/WillWipeDisk`, ['true']],
  ])('has %s', (_title, more, path, expected) => {
    expect(values(more, path)).toEqual(expected);
  });

  it('is made by diskpart where Windows takes the rest and others follow', () => {
    const answer = commands({
      mode: 'layout',
      recovery: {},
      data: [{ sizeBytes: '20GiB', letter: 'E' }],
    });
    expect(answer.slice(0, -1).flatMap(written)).toEqual([
      'select disk 0',
      'clean',
      'convert gpt',
      'create partition efi size=300',
      'format quick fs=fat32 label="System"',
      'create partition msr size=16',
      'create partition primary',
      'shrink minimum=21508',
      'format quick fs=ntfs label="Windows"',
      'create partition primary size=1024',
      'format quick fs=ntfs label="Recovery"',
      'set id="de94bba4-06d1-4d40-a16a-bfd50179d6ac"',
      'gpt attributes=0x8000000000000001',
      'create partition primary',
      'format quick fs=ntfs label="Data"',
      'assign letter=E noerr',
    ]);
    expect(answer.at(-1)).toBe('diskpart.exe /s X:\\etabli-disk.txt');
    expect(value({ recovery: {} }, `${TARGET}/InstallTo/PartitionID`)).toBe('3');
    expect(value({ recovery: {} }, `${DISK}/DiskID`)).toBeUndefined();
  });
});

describe('a BIOS disk', () => {
  const more = { firmware: 'bios', systemBytes: '350MiB', recovery: { position: 'before' } };

  it.each<[path: string, expected: string[]]>([
    [`${CREATED}/Type`, ['Primary', 'Primary', 'Primary']],
    [`${CREATED}/Size`, ['1024', '350']],
    [`${CREATED}/Extend`, ['true']],
    [`${MODIFIED}/PartitionID`, ['1', '2', '3']],
    [`${MODIFIED}/Active`, ['true']],
    [`${MODIFIED}/TypeID`, ['0x27']],
    [`${TARGET}/InstallTo/PartitionID`, ['3']],
  ])('has at %s %j', (path, expected) => {
    expect(values(more, path)).toEqual(expected);
  });
});

describe('a disk that is checked first', () => {
  const answer = layout({ disk: 'only', assertions: { bus: ['nvme'] } });

  it('is left to diskpart: Setup itself partitions nothing', () => {
    expect(answer.values('windowsPE', SETUP, DISK)).toEqual([]);
    expect(answer.values('windowsPE', SETUP, COMMAND).at(-1)).toBe('cmd.exe /c X:\\etabli-disk.cmd');
  });

  it('is the one that Setup finds, since its number was not known', () => {
    expect(answer.value('windowsPE', SETUP, `${TARGET}/InstallToAvailablePartition`)).toBe('true');
    expect(answer.values('windowsPE', SETUP, `${TARGET}/InstallTo`)).toEqual([]);
  });

  it('is named to Setup when its number is known', () => {
    const more = { disk: 1, assertions: {} };
    expect(value(more, `${TARGET}/InstallTo/DiskID`)).toBe('1');
    expect(value(more, `${TARGET}/InstallToAvailablePartition`)).toBeUndefined();
  });

  it('is asked by commands that Windows Setup takes', () => {
    const all = commands({
      mode: 'layout',
      disk: 'only',
      assertions: {
        minimumBytes: '100GB',
        maximumBytes: '4TB',
        bus: ['nvme', 'sata', 'ata', 'sas', 'scsi', 'raid', 'usb', 'mmc', 'sd', 'ufs', 'virtual'],
        model: 'x'.repeat(60),
        noPartitions: true,
      },
    });
    expect(all.filter((path) => path.length > 259)).toEqual([]);
  });
});

describe('commands of diskpart', () => {
  const disk = { mode: 'diskpart', commands: ['select disk 1', 'clean', 'create partition primary'] };

  it('run as they are', () => {
    expect(commands(disk)).toEqual([
      'cmd.exe /c ">"X:\\etabli-disk.txt" (echo:select disk 1&echo:clean&echo:create partition primary)"',
      'diskpart.exe /s X:\\etabli-disk.txt',
    ]);
  });

  it('leave the first partition that is large enough to Setup', () => {
    const answer = windowsAnswer({ disk });
    expect(answer.value('windowsPE', SETUP, `${TARGET}/InstallToAvailablePartition`)).toBe('true');
  });

  it('name the partition', () => {
    const answer = windowsAnswer({ disk: { ...disk, disk: 1, partition: 4 } });
    expect(answer.value('windowsPE', SETUP, `${TARGET}/InstallTo/DiskID`)).toBe('1');
    expect(answer.value('windowsPE', SETUP, `${TARGET}/InstallTo/PartitionID`)).toBe('4');
  });
});

describe('a disk that a person partitions', () => {
  it('leaves the file without a word of it', () => {
    const { text } = windowsAnswer({ disk: { mode: 'interactive' } });
    expect(text).toBe(windowsAnswer({}).text);
    expect(text).not.toMatch(/DiskConfiguration|InstallTo|etabli-disk/);
  });
});

describe('a master that is applied already', () => {
  it('has no disk to partition', () => {
    const answer = windowsAnswer({ disk: { mode: 'layout', assertions: {} } }, { kind: 'unattend' });
    expect(answer.text).not.toMatch(/windowsPE|DiskConfiguration|InstallTo|etabli-disk/);
  });
});

describe('what cannot be of a disk', () => {
  const full = { mode: 'layout', firmware: 'bios', recovery: {} };

  it.each<[title: string, disk: object, field: string, expected: string]>([
    [
      'two partitions that take the rest',
      { mode: 'layout', data: [{}] },
      'windows.sizeBytes',
      'a size: the data partition takes the rest of the disk',
    ],
    [
      'a rest before the last one',
      { mode: 'layout', windows: { sizeBytes: '50GiB' }, data: [{}, { sizeBytes: '1GiB' }] },
      'data[0].sizeBytes',
      'a size, but for the last one',
    ],
    [
      'a fifth partition of an MBR',
      { ...full, data: [{ sizeBytes: '1GiB' }, { sizeBytes: '1GiB' }] },
      'data',
      'four partitions in all: an MBR has no more',
    ],
    ['a tiny ESP', { mode: 'layout', espBytes: '50MiB' }, 'espBytes', 'from 100MiB to 1024 TiB'],
    [
      'the letter of Windows PE',
      { mode: 'layout', data: [{ sizeBytes: '1GiB', letter: 'X' }] },
      'data[0].letter',
      'a letter from D to Z, but X',
    ],
    [
      'a recovery partition that Setup would take for that of Windows',
      {
        mode: 'layout',
        disk: 'only',
        recovery: { position: 'before', sizeBytes: '20GiB' },
        assertions: {},
      },
      'recovery.sizeBytes',
      'at most 8GiB: Windows Setup would take this partition for its own',
    ],
    [
      'no assertion to choose by',
      { mode: 'layout', disk: 'only' },
      'assertions',
      'assertions, even empty ones: they say which disk fits',
    ],
    [
      'a disk that no assertion saw',
      { mode: 'diskpart', commands: ['clean', 'SEL DIS 1'], assertions: {} },
      'commands[1]',
      'another command: the disk that fits the assertions is already selected',
    ],
    [
      'a least size above the most',
      { mode: 'layout', assertions: { minimumBytes: '2TB', maximumBytes: '1TB' } },
      'assertions.maximumBytes',
      'at least minimumBytes',
    ],
  ])('%s', (_title, disk, field, expected) => {
    expect(refusal(disk)).toEqual([[`windows.disk.${field}`, expected]]);
  });
});
