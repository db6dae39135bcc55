import type { Wine } from './wine.js';

/** A disk as diskpart of Windows PE shows it. */
export interface PeDisk {
  number: number;
  /** `476 GB`, `931 G octets`. */
  size: string;
  model: string;
  /** `NVMe`, the text after the colon of the third line. */
  type: string;
  partitions?: number;
}

export interface PePc {
  disks: PeDisk[];
  /** The firmware that booted Windows PE. */
  firmware?: 'uefi' | 'bios';
  /** The language of diskpart. */
  language?: 'en' | 'fr' | 'zh';
  /** A command that fails in diskpart. */
  failsAt?: string;
}

const WORDS = {
  en: {
    disk: 'Disk',
    online: 'Online',
    id: 'Disk ID:',
    type: 'Type   :',
    free: '0 B',
    none: 'no partitions',
  },
  fr: {
    disk: 'Disque',
    online: 'En ligne',
    id: 'ID du disque :',
    type: 'Type    :',
    free: '0 octets',
    none: 'aucune partition',
  },
  zh: {
    disk: '\u00b4\u00c5\u00c5\u00cc',
    online: '\u00c1\u00aa\u00bb\u00fa',
    id: 'ID:',
    type: 'T:',
    free: '0 B',
    none: 'x',
  },
};

const HEAD =
  '\nMicrosoft DiskPart version 10.0.26100.1150\n\nCopyright (C) Microsoft Corporation.\nOn computer: MININT-1\n';

/**
 * Puts fake diskpart and wpeutil on X:. diskpart answers about the disks of `pc` and logs every command to
 * X:\record.txt; wpeutil logs its own, and ends the script at `shutdown`.
 */
export async function startWindowsPe(wine: Wine, pc: PePc): Promise<void> {
  const words = WORDS[pc.language ?? 'en'];
  await wine.put('diskpart.cmd', DISKPART.replaceAll('{{failsAt}}', pc.failsAt ?? 'nothing'));
  await wine.put('wpeutil.cmd', '@echo off\n>>X:\\record.txt echo wpeutil %1\nif %1==shutdown exit 9\n');
  await wine.put('pc/head.txt', HEAD);
  const firmware = pc.firmware === 'bios' ? '1' : '2';
  await wine.run(
    ...['reg', 'add', 'HKLM\\System\\CurrentControlSet\\Control', '/v', 'PEFirmwareType'],
    ...['/t', 'REG_DWORD', '/d', firmware, '/f'],
  );
  for (const disk of pc.disks) {
    const { number, model, type, partitions = 0 } = disk;
    await wine.put(`pc/${number}/select.txt`, `\n${words.disk} ${number} is now selected.\n`);
    await wine.put(`pc/${number}/list-disk.txt`, listOf(pc, number));
    const detail = [
      model,
      `${words.id} {0A1B}`,
      `${words.type} ${type}`,
      `Status : ${words.online}`,
      'Path   : 0',
    ];
    await wine.put(`pc/${number}/detail-disk.txt`, `\n${detail.join('\n')}\n`);
    const rows = Array.from({ length: partitions }, (_, index) => `  Partition ${index + 1}    100 MB`);
    await wine.put(
      `pc/${number}/list-partition.txt`,
      partitions === 0 ? `\n${words.none}\n` : `\n  Part ###  Size\n  --------  ------\n${rows.join('\n')}\n`,
    );
  }
}

function listOf({ disks, language = 'en' }: PePc, selected: number): string {
  const words = WORDS[language];
  const rows = disks.map(({ number, size }) => {
    const mark = number === selected ? '* ' : '  ';
    return `${mark}${words.disk} ${number}    ${words.online.padEnd(13)}  ${size.padStart(7)}  ${words.free.padStart(7)}        *`;
  });
  return `\n  ${words.disk} ###  Status         Size     Free     Dyn  Gpt\n  --------  -------------  -------  -------  ---  ---\n${rows.join('\n')}\n`;
}

/** Like diskpart, stops at the first command that fails, and returns a status. */
const DISKPART = `@echo off
type X:\\pc\\head.txt
set fake_disk=
set fake_failed=
for /f "delims=" %%c in (%2) do if not defined fake_failed call :one %%c
if defined fake_failed exit /b 5
exit /b 0
:one
>>X:\\record.txt echo diskpart %fake_disk%: %*
if "%*"=="{{failsAt}}" set fake_failed=1
if "%1 %2"=="select disk" goto select
if "%1 %2"=="list disk" type X:\\pc\\%fake_disk%\\list-disk.txt
if "%1 %2"=="detail disk" type X:\\pc\\%fake_disk%\\detail-disk.txt
if "%1 %2"=="list partition" type X:\\pc\\%fake_disk%\\list-partition.txt
exit /b 0
:select
set fake_disk=%3
if exist X:\\pc\\%3\\select.txt type X:\\pc\\%3\\select.txt
if not exist X:\\pc\\%3\\select.txt set fake_failed=1
exit /b 0
`;
