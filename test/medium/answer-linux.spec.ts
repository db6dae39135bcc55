import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FULL_PROFILE, linuxText, type LinuxKind } from '../support/linux-answer.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-linux-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const machine = { serial: 'SN-ABCDEF' };

/** The script that a file's command prints into a file, as a shell prints it. */
function printedBy(command: string): string {
  const [, words = ''] = /^(printf '%b' '[^']*')/.exec(command) ?? [];
  return execFileSync('sh', ['-c', words], { maxBuffer: 1 << 20 }).toString();
}

function preseedCommand(text: string, question: string): string {
  const line = text.split('\n').find((each) => each.startsWith(`d-i ${question} string `))!;
  return line.slice(`d-i ${question} string `.length);
}

/** What is run on the PC before the disk is touched. */
function selection(kind: LinuxKind, sections: object): string {
  const text = linuxText(kind, sections, { machine });
  if (kind === 'preseed') return printedBy(preseedCommand(text, 'partman/early_command'));
  if (kind === 'kickstart') return /^%pre .*\n([\s\S]*?)^%end$/m.exec(text)![1]!;
  const { autoinstall } = parse(text.split('instance-id')[0]!) as { autoinstall: Record<string, string[]> };
  return printedBy(autoinstall['early-commands']![0]!);
}

interface Disk {
  name: string;
  bytes: number;
  model: string;
  removable?: boolean;
}

/** A machine’s /sys with these disks; UEFI unless told otherwise. */
async function sysfs(disks: Disk[], firmware: 'uefi' | 'bios' = 'uefi'): Promise<string> {
  const sys = join(folder, 'sys');
  if (firmware === 'uefi') await mkdir(join(sys, 'firmware', 'efi'), { recursive: true });
  for (const { name, bytes, model, removable } of disks) {
    const block = join(sys, 'block', name);
    await mkdir(join(block, 'device'), { recursive: true });
    await writeFile(join(block, 'size'), `${bytes / 512}\n`);
    await writeFile(join(block, 'removable'), removable ? '1\n' : '0\n');
    await writeFile(join(block, 'ro'), '0\n');
    await writeFile(join(block, 'device', 'model'), `${model}   \n`);
  }
  return sys;
}

const NVME: Disk = { name: 'nvme0n1', bytes: 512e9, model: 'Samsung PM9A1[x] 1' };
const SECOND: Disk = { name: 'nvme1n1', bytes: 512e9, model: 'Samsung PM9A1[x] 2' };
const OTHER: Disk = { name: 'nvme2n1', bytes: 512e9, model: 'Acme' };
const STICK: Disk = { name: 'sda', bytes: 64e9, model: 'Samsung Stick[x] 1', removable: true };

/** Runs a script with that /sys, and stand-ins for what it calls; each call is a line of `calls`. */
async function run(script: string, sys: string) {
  const calls = join(folder, 'calls');
  await writeFile(calls, '');
  const there = script
    .replace('SYS=/sys', `SYS=${sys}`)
    .replace('SETTINGS=/tmp/disk.ks', `SETTINGS=${join(folder, 'disk.ks')}`)
    .replace('AUTOINSTALL=/autoinstall.yaml', `AUTOINSTALL=${join(folder, 'autoinstall.yaml')}`)
    .replace('/dev/console /dev/tty1', join(folder, 'console'))
    .replace('exec sleep 2147483647', 'exit 99');
  const standIns = `debconf-set() { printf '%s\\n' "$*" >> ${calls}; }\n`;
  // A hyphen in a function’s name is beyond POSIX; dash and busybox are what installers have.
  const body =
    standIns.replace('debconf-set()', 'debconf_set()') + there.replaceAll('debconf-set ', 'debconf_set ');
  const { status, stderr } = spawnSync('sh', ['-c', body], { encoding: 'utf8' });
  return { status, stderr, calls: await readFile(calls, 'utf8') };
}

describe('the disk that a PC is installed on', () => {
  const kinds = ['preseed', 'autoinstall', 'kickstart'] as const;

  it.each(kinds)('is none when several match, and nothing is written: %s', async (kind) => {
    const sys = await sysfs([NVME, SECOND]);
    const { status, stderr, calls } = await run(selection(kind, FULL_PROFILE), sys);
    expect(status).toBe(kind === 'preseed' ? 99 : 1);
    expect(stderr).toBe(
      [
        'ETABLI: 2 disks fit the rule, exactly one must; nothing was erased:',
        '  /dev/nvme0n1, 512000000000 bytes, samsung pm9a1[x] 1: fits',
        '  /dev/nvme1n1, 512000000000 bytes, samsung pm9a1[x] 2: fits',
        '',
      ].join('\n'),
    );
    expect(calls).toBe('');
  });

  it.each(kinds)('is none when none matches, and the reason is given for each disk: %s', async (kind) => {
    const sys = await sysfs([OTHER, STICK, { ...NVME, bytes: 16e9 }]);
    const { status, stderr } = await run(selection(kind, FULL_PROFILE), sys);
    expect(status).toBe(kind === 'preseed' ? 99 : 1);
    expect(stderr).toContain(
      '/dev/nvme0n1, 16000000000 bytes, samsung pm9a1[x] 1: smaller than 32000000000\n',
    );
    expect(stderr).toContain('/dev/nvme2n1, 512000000000 bytes, acme: model acme\n');
    expect(stderr).toContain('/dev/sda, 64000000000 bytes, samsung stick[x] 1: removable\n');
  });

  it('is passed to partman, with a recipe for the firmware', async () => {
    const script = selection('preseed', FULL_PROFILE);
    const uefi = await run(script, await sysfs([NVME, OTHER, STICK]));
    expect(uefi).toEqual({
      status: 0,
      stderr: '',
      calls: 'partman-auto/disk /dev/nvme0n1\ngrub-installer/bootdev /dev/nvme0n1\n',
    });
    await rm(join(folder, 'sys'), { recursive: true });
    const bios = await run(script, await sysfs([NVME], 'bios'));
    expect(bios.calls).toContain(
      'partman-auto/expert_recipe etabli :: 1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub } .',
    );
  });

  it('is passed to Anaconda, with partitions for the firmware', async () => {
    const script = selection('kickstart', FULL_PROFILE);
    await run(script, await sysfs([NVME, STICK]));
    expect(await readFile(join(folder, 'disk.ks'), 'utf8')).toBe(
      [
        'zerombr',
        'ignoredisk --only-use=nvme0n1',
        'clearpart --all --initlabel --disklabel=gpt --drives=nvme0n1',
        'bootloader --boot-drive=nvme0n1 --append="console=tty0 console=ttyS0,115200"',
        'part /boot/efi --fstype=efi --ondisk=nvme0n1 --size=1024',
        'part swap --fstype=swap --ondisk=nvme0n1 --size=4096',
        'part / --fstype=ext4 --ondisk=nvme0n1 --size=40960',
        '',
      ].join('\n'),
    );
    await rm(join(folder, 'sys'), { recursive: true });
    await run(script, await sysfs([NVME], 'bios'));
    expect(await readFile(join(folder, 'disk.ks'), 'utf8')).toContain(
      'part biosboot --fstype=biosboot --ondisk=nvme0n1 --size=1\n',
    );
  });

  it.each(['uefi', 'bios'] as const)('is written into the file of Subiquity: %s', async (firmware) => {
    const text = linuxText('autoinstall', FULL_PROFILE, { machine }).split('instance-id')[0]!;
    await writeFile(join(folder, 'autoinstall.yaml'), text);
    const { status, stderr } = await run(
      selection('autoinstall', FULL_PROFILE),
      await sysfs([NVME, STICK], firmware),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { autoinstall } = parse(await readFile(join(folder, 'autoinstall.yaml'), 'utf8')) as {
      autoinstall: { storage: { config: Record<string, unknown>[] }; version: number };
    };
    const [disk, boot] = autoinstall.storage.config;
    expect(disk).toMatchObject({ path: '/dev/nvme0n1', grub_device: firmware === 'bios' });
    expect(boot).toMatchObject(
      firmware === 'uefi' ? { id: 'esp', grub_device: true } : { flag: 'bios_grub' },
    );
    expect(autoinstall.version).toBe(1);
  });
});

describe('a file that another program reads', () => {
  it.each([{}, FULL_PROFILE])('is a preseed file for debconf', (sections) => {
    const file = join(folder, 'preseed.cfg');
    writeFileSync(file, linuxText('preseed', sections, { machine }));
    const { status, stderr } = spawnSync('debconf-set-selections', ['--checkonly', file], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(['sh', 'bash'])('is a script for %s', (shell) => {
    const preseed = linuxText('preseed', FULL_PROFILE, { machine });
    const kickstart = linuxText('kickstart', FULL_PROFILE, { machine });
    const scripts = [
      printedBy(preseedCommand(preseed, 'preseed/late_command')),
      printedBy(preseedCommand(preseed, 'partman/early_command')),
      /^%post .*\n([\s\S]*?)^%end$/m.exec(kickstart)![1]!,
    ];
    for (const script of scripts) {
      expect(spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
  });

  it('prints the files of the new system unchanged, whatever they contain', () => {
    const script = '#!/bin/sh\necho \'a\\tb\' "$(x)" `y` 50% é\n\n\\0101\n%end\n';
    const software = [{ kind: 'script', name: 'one', script, interpreter: '/bin/true' }];
    const late = printedBy(preseedCommand(linuxText('preseed', { software }), 'preseed/late_command'));
    const print = late.slice(late.lastIndexOf("printf '%b\\n'"), late.indexOf(`> "$work/script"`));
    expect(execFileSync('sh', ['-c', print]).toString()).toBe(script);
  });
});
