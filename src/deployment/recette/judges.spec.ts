import { same } from '../../platform/core/index.js';
import { jest } from '@jest/globals';
import { checkKind, MissingFact, noParameters, type FactTypes } from './check.js';
import { CHECKS, resolveCheck, validateChecks, type RecetteFacts } from './checks.js';
import { judged } from './judgement.js';
import { runRecette } from './run-recette.js';

const GIB = 1024 ** 3;
const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIPinned';

const facts: FactTypes = {
  hostname: 'GALOIS-201',
  users: ['eva'],
  masterSha256: 'a'.repeat(64),
  masterVerification: { mode: 'full', files: 4021, bytes: 2 * GIB, differences: 0 },
  disk: { serial: 'S6CB', path: '/dev/nvme0n1', sizeBytes: 20 * GIB, health: undefined },
  layout: { table: 'gpt', esp: { sizeBytes: GIB / 2 }, root: { fileSystem: 'ext4' } },
  secureBootRequired: true,
  packages: ['firefox-esr', 'cups'],
  system: 'debian',
  systemVersion: '13',
  leftoverPaths: ['/etc/etabli'],
  locale: { language: 'fr_FR.UTF-8', timeZone: 'Europe/Paris', keyboard: { layout: 'fr', variant: 'oss' } },
  server: { host: '10.77.0.3', port: 8443 },
  hostKey: `ssh-ed25519 ${KEY} root@pc`,
  windows: {
    target: 'windows-11-25h2',
    architecture: 'amd64',
    security: { uac: { filterAdministrator: true } },
  },
  otherMachineIds: ['1'.repeat(32)],
};

const partition = (
  path: string,
  size: number,
  fstype: string,
  mountpoint: string | null,
  parttype = 'linux',
) => ({
  name: path.slice(5),
  path,
  type: 'part',
  size,
  fstype,
  mountpoints: [mountpoint],
  parttype,
});
const lsblk = (pttype: string, rootSize: number, size = 20 * GIB, serial: string | null = 'S6CB') =>
  JSON.stringify({
    blockdevices: [
      {
        ...partition('/dev/nvme0n1', size, '', null),
        type: 'disk',
        pttype,
        serial,
        children: [
          partition('/dev/nvme0n1p1', GIB / 2, 'vfat', '/boot/efi', 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b'),
          partition('/dev/nvme0n1p2', rootSize, 'ext4', '/'),
        ],
      },
    ],
  });

const now = 1_773_741_600;
const apt = (listDays: number, ...inst: string[]) =>
  [
    `NOW ${now}`,
    `LIST ${now - 86_400 * 60} stable trixie `,
    `LIST ${now - 86_400 * listDays} stable-security trixie-security `,
    ...inst,
    'SIMULATED',
  ].join('\n');

/** EFI_LOAD_OPTION of "debian" with a hard drive node, and of a PXE entry with a MAC node. */
const option = (description: string, node: string) => {
  const path = Buffer.concat([Buffer.from(node, 'hex'), Buffer.from('7fff0400', 'hex')]);
  const head = Buffer.alloc(6);
  head.writeUInt16LE(path.length, 4);
  return Buffer.concat([head, Buffer.from(`${description}\0`, 'utf16le'), path]).toString('hex');
};
const HD = `04012a00${'00'.repeat(38)}`;
const MAC = `030b2500${'00'.repeat(33)}`;
const boot = (order: string) =>
  `FIRMWARE=uefi\nBootOrder ${order}\nBoot0001 ${option('UEFI PXEv4', MAC)}\nBoot0003 ${option('debian', HD)}\n`;

const installed = (state: string) => `${state} |firefox-esr|140.4.0esr-1\nii |cups|2.4.10-3\nQUERIED\n`;

/** What the registry of a PC says of windows.security.uac.filterAdministrator. */
const tokens = (value: number) =>
  JSON.stringify({
    reads: [
      {
        hive: 'machine',
        key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
        name: 'FilterAdministratorToken',
        state: 'found',
        kind: 'DWord',
        value,
      },
    ],
  });

type Case = [kind: string, output: string, verdict: string, measured: string, parameters?: object];

const CASES: Case[] = [
  ['windows-options', tokens(1), 'passed', 'true'],
  [
    'windows-options',
    tokens(0),
    'failed',
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System FilterAdministratorToken = 0 (≠ 1)',
  ],
  [
    'system-version',
    'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian 13"\nPOINT_RELEASE=13.1\n',
    'passed',
    'Debian 13 – 13.1',
  ],
  ['system-version', 'ID=debian\nVERSION_ID="12"\n', 'failed', 'debian 12'],
  ['system-version', 'ID=ubuntu\nVERSION_ID="13"\n', 'failed', 'ubuntu 13'],
  ['system-version', '', 'unmeasured', 'not measured: unreadable version'],
  [
    'kernel-version',
    'RUNNING=6.12.48-amd64\nINSTALLED=6.12.9-amd64\nINSTALLED=6.12.48-amd64\n',
    'passed',
    '6.12.48-amd64',
  ],
  [
    'kernel-version',
    'RUNNING=6.12.9-amd64\nINSTALLED=6.12.9-amd64\nINSTALLED=6.12.48-amd64\n',
    'failed',
    '6.12.9-amd64',
  ],
  ['kernel-version', 'RUNNING=6.12.48-amd64\n', 'failed', '6.12.48-amd64', { minimum: '6.13' }],
  ['hostname', 'RUNNING=GALOIS-201\nWRITTEN=GALOIS-201\n', 'passed', 'GALOIS-201'],
  ['hostname', 'RUNNING=GALOIS-201\nWRITTEN=debian\n', 'failed', 'GALOIS-201 (/etc/hostname: debian)'],
  ['no-failed-service', 'STATE=running\nLISTED\n', 'passed', 'none'],
  [
    'no-failed-service',
    'STATE=degraded\ncups.service loaded failed failed CUPS\nLISTED\n',
    'failed',
    'cups.service',
  ],
  [
    'no-failed-service',
    'STATE=degraded\ncups.service loaded failed failed CUPS\nLISTED\n',
    'passed',
    'none',
    { ignore: ['cups.service'] },
  ],
  ['no-failed-service', 'STATE=starting\nLISTED\n', 'unmeasured', 'not measured: start-up is not complete'],
  ['no-failed-service', 'STATE=offline\nLISTED\n', 'unmeasured', 'not measured: systemd does not answer'],
  ['services-active', 'cups.service=active\n', 'passed', 'all active', { units: ['cups.service'] }],
  [
    'services-active',
    'cups.service=inactive\n',
    'failed',
    'not active: cups.service',
    { units: ['cups.service'] },
  ],
  ['machine-id-unique', 'e08d2021fbdd6f894fde550c98aff54d\n', 'passed', 'e08d2021fbdd6f894fde550c98aff54d'],
  ['machine-id-unique', 'uninitialized\n', 'failed', 'uninitialized'],
  ['machine-id-unique', `${'1'.repeat(32)}\n`, 'failed', `${'1'.repeat(32)}, also on another machine`],
  ['packages-present', installed('ii'), 'passed', '2 installed'],
  ['packages-present', installed('iU'), 'failed', 'missing: firefox-esr'],
  ['packages-present', 'QUERIED\n', 'failed', 'missing: firefox-esr, cups'],
  ['packages-absent', 'un |telnetd|\nQUERIED\n', 'passed', 'absent', { packages: ['telnetd'] }],
  ['packages-absent', 'ii |telnetd|0.17\nQUERIED\n', 'failed', 'telnetd', { packages: ['telnetd'] }],
  ['packages-absent', '', 'unmeasured', 'not measured: dpkg does not answer', { packages: ['telnetd'] }],
  ['no-pending-security-update', apt(2.5), 'passed', 'none (lists 2.5 day(s) old)'],
  [
    'no-pending-security-update',
    apt(2, 'Inst libssl3t64 [3.5.1-1] (3.5.1-1+deb13u1 Debian-Security:13/stable-security [amd64])'),
    'failed',
    'libssl3t64',
  ],
  [
    'no-pending-security-update',
    apt(2, 'Inst bash [5.2-1] (5.2-2 Debian:13.1/stable [amd64])'),
    'passed',
    'none (lists 2 day(s) old)',
  ],
  ['no-pending-security-update', apt(45), 'unmeasured', 'not measured: lists 45 day(s) old'],
  ['no-pending-security-update', apt(45), 'passed', 'none (lists 45 day(s) old)', { listsMaxAgeDays: 90 }],
  [
    'no-pending-security-update',
    `NOW ${now}\nLIST ${now} stable trixie \nSIMULATED\n`,
    'unmeasured',
    'not measured: no list of security updates on the machine',
  ],
  ['system-files-intact', 'VERIFIED\n', 'passed', 'no file changed'],
  ['system-files-intact', '??5??????   /usr/bin/ls\nVERIFIED\n', 'failed', '/usr/bin/ls'],
  ['disk-layout', lsblk('gpt', 19.4 * GIB), 'passed', '21.4 GB: /dev/nvme0n1p1 vfat, /dev/nvme0n1p2 ext4'],
  ['disk-layout', lsblk('dos', 19.4 * GIB), 'failed', 'table dos'],
  ['disk-layout', lsblk('gpt', 4 * GIB), 'failed', 'the disk is not fully used'],
  ['disk-layout', lsblk('gpt', 19.4 * GIB, 20 * GIB + 1), 'failed', 'disk size 21474836481'],
  ['disk-layout', lsblk('gpt', 19.4 * GIB, 20 * GIB, 'OTHER'), 'failed', 'serial OTHER'],
  [
    'disk-layout',
    lsblk('gpt', 19.4 * GIB, 20 * GIB, null),
    'unmeasured',
    'not measured: the disk reports no serial number',
  ],
  [
    'disk-layout',
    '{"blockdevices": null}',
    'unmeasured',
    'not measured: the disk of the root file system was not found',
  ],
  ['free-space', '/dev/nvme0n1p2 1000000 600000 400000 60% /\n', 'passed', '390.6 KiB (40 %)'],
  ['free-space', '/dev/nvme0n1p2 1000000 950000 50000 95% /\n', 'failed', '48.8 KiB (5 %)'],
  [
    'disk-health',
    'DISK /dev/sda\nSMART overall-health self-assessment test result: PASSED\nPercentage Used:    3%\nSMART 0\n',
    'passed',
    'SMART: PASSED, 3 %',
  ],
  [
    'disk-health',
    'DISK /dev/sda\nSMART overall-health self-assessment test result: FAILED!\nSMART 8\n',
    'failed',
    'SMART: FAILED!',
  ],
  [
    'disk-health',
    'DISK /dev/sda\nSMART overall-health self-assessment test result: PASSED\nPercentage Used: 97%\nSMART 0\n',
    'failed',
    'SMART: PASSED, 97 %',
  ],
  [
    'disk-health',
    'DISK /dev/vda\nSMART absent\n',
    'unmeasured',
    'not measured: the disk reports no health status',
  ],
  ['filesystem-clean', 'ROOT ext4 rw,relatime\nERRORS nvme0n1p2 0\n', 'passed', 'no error, root writable'],
  ['filesystem-clean', 'ROOT ext4 rw,relatime\nERRORS nvme0n1p2 3\n', 'failed', 'nvme0n1p2: 3'],
  ['filesystem-clean', 'ROOT ext4 ro,relatime\nERRORS nvme0n1p2 0\n', 'failed', 'root is read-only'],
  ['filesystem-clean', 'ROOT ext4 rw\n', 'unmeasured', 'not measured: no error counter'],
  ['no-disk-error', 'LINES 812\n', 'passed', 'none'],
  ['no-disk-error', 'LINES 812\nI/O error, dev sda, sector 8\n', 'failed', '1 error(s)'],
  ['no-disk-error', 'LINES 0\n', 'unmeasured', 'not measured: empty log'],
  ['swap', 'TOTAL=2146435072\n', 'passed', '1.9 GiB', { minimumBytes: 2 * GIB }],
  ['swap', 'TOTAL=0\n', 'failed', '0 B', { minimumBytes: 2 * GIB }],
  ['swap', 'TOTAL=0\n', 'not-applicable', 'not requested by the profile'],
  ['packages-present', 'QUERIED\n', 'not-applicable', 'not requested by the profile', { packages: [] }],
  ['secure-boot', 'FIRMWARE=uefi\nSecureBoot=1\nSetupMode=0\n', 'passed', 'on'],
  ['secure-boot', 'FIRMWARE=uefi\nSecureBoot=0\nSetupMode=0\n', 'failed', 'off'],
  ['secure-boot', 'FIRMWARE=bios\n', 'failed', 'BIOS, no Secure Boot', { required: true }],
  ['secure-boot', 'FIRMWARE=bios\n', 'not-applicable', 'BIOS, no Secure Boot'],
  ['secure-boot', 'FIRMWARE=uefi\n', 'unmeasured', 'not measured: variable unreadable'],
  ['secure-boot', 'FIRMWARE=uefi\nVARIABLES=readable\n', 'failed', 'not supported by the firmware'],
  [
    'secure-boot',
    'FIRMWARE=uefi\nVARIABLES=readable\n',
    'not-applicable',
    'not supported by the firmware',
    { required: false },
  ],
  ['boot-order', boot('03000100'), 'passed', 'Boot0003 (debian)'],
  ['boot-order', boot('01000300'), 'failed', 'Boot0001 (UEFI PXEv4)'],
  ['boot-order', boot('07000300'), 'unmeasured', 'not measured: order unreadable'],
  ['boot-order', 'FIRMWARE=bios\nSIGNATURE 55aa\nGRUB 1\n', 'passed', 'BIOS: boot loader on the disk'],
  ['boot-order', 'FIRMWARE=bios\nSIGNATURE 0000\nGRUB 0\n', 'failed', 'BIOS: no boot loader on the disk'],
  ['tpm-present', 'TPM 2\nLOOKED\n', 'passed', 'TPM 2'],
  ['tpm-present', 'TPM 1\nLOOKED\n', 'failed', 'TPM 1'],
  ['tpm-present', 'LOOKED\n', 'failed', 'no TPM'],
  ['tpm-present', 'LOOKED\n', 'not-applicable', 'no TPM', { required: false }],
  ['firmware-mode', 'uefi\n', 'passed', 'UEFI'],
  ['firmware-mode', 'bios\n', 'failed', 'BIOS'],
  [
    'memory-size',
    `USABLE=${15.5 * GIB}\nFITTED=${16 * GIB}\n`,
    'passed',
    '16 GiB',
    { minimumBytes: 16 * GIB },
  ],
  ['memory-size', `USABLE=${7.6 * GIB}\nFITTED=${8 * GIB}\n`, 'failed', '8 GiB', { minimumBytes: 16 * GIB }],
  [
    'no-device-without-driver',
    'PCI 0000:00:1f.6 0x020000 0x8086 0x15fb e1000e\nPCI 0000:00:00.0 0x060000 0x8086 0x1237 none\nLOOKED\n',
    'passed',
    'none',
  ],
  [
    'no-device-without-driver',
    'PCI 0000:02:00.0 0x028000 0x8086 0x2725 none\nLOOKED\n',
    'failed',
    '0000:02:00.0 8086:2725',
  ],
  [
    'no-device-without-driver',
    'PCI 0000:02:00.0 0x028000 0x8086 0x2725 none\nLOOKED\n',
    'passed',
    'none',
    { ignore: ['8086:2725'] },
  ],
  ['no-device-without-driver', 'LOOKED\n', 'unmeasured', 'not measured: no PCI device found'],
  ['no-missing-firmware', 'LINES 9\n', 'passed', 'none'],
  [
    'no-missing-firmware',
    'LINES 9\nr8169 0000:02:00.0: firmware: failed to load rtl_nic/rtl8168h-2.fw (-2)\n',
    'failed',
    'rtl_nic/rtl8168h-2.fw',
  ],
  ['battery-health', 'BATTERY BAT0 45000 50000\nLOOKED\n', 'passed', 'BAT0 90 %'],
  ['battery-health', 'BATTERY BAT0 20000 50000\nLOOKED\n', 'failed', 'BAT0 40 %'],
  ['battery-health', 'BATTERY BAT0 0 0\nLOOKED\n', 'unmeasured', 'not measured: unknown capacity'],
  ['battery-health', 'LOOKED\n', 'not-applicable', 'no battery'],
  ['no-kernel-crash', '0\n', 'passed', 'none'],
  ['no-kernel-crash', '512\n', 'failed', 'tainted 512'],
  ['users', 'USER eva 1000 owned /bin/bash\nLOOKED\n', 'passed', 'eva'],
  ['users', 'USER eva 1000 missing /bin/bash\nLOOKED\n', 'failed', '− eva'],
  [
    'users',
    'USER eva 1000 owned /bin/bash\nUSER debian 1001 owned /bin/bash\nLOOKED\n',
    'failed',
    '+ debian',
  ],
  ['root-login-locked', 'locked\n', 'passed', 'locked'],
  ['root-login-locked', 'open\n', 'failed', 'open by password'],
  ['root-login-locked', 'empty\n', 'failed', 'no password'],
  ['no-empty-password', 'LOOKED\n', 'passed', 'none'],
  ['no-empty-password', 'EMPTY guest\nLOOKED\n', 'failed', 'guest'],
  ['no-second-root', 'root\n', 'passed', 'root'],
  ['no-second-root', 'root\ntoor\n', 'failed', 'root, toor'],
  [
    'ssh-password-login-off',
    'passwordauthentication no\nkbdinteractiveauthentication no\n',
    'passed',
    'refused',
  ],
  [
    'ssh-password-login-off',
    'passwordauthentication yes\nkbdinteractiveauthentication no\n',
    'failed',
    'accepted',
  ],
  [
    'ssh-password-login-off',
    'passwordauthentication no\nkbdinteractiveauthentication yes\n',
    'failed',
    'accepted',
  ],
  ['ssh-password-login-off', 'ABSENT\n', 'passed', 'no SSH server'],
  ['ssh-host-keys-present', `KEY 600 ssh-ed25519 ${KEY}\nLOOKED\n`, 'passed', 'ssh-ed25519'],
  ['ssh-host-keys-present', `KEY 644 ssh-ed25519 ${KEY}\nLOOKED\n`, 'failed', 'readable: ssh-ed25519'],
  [
    'ssh-host-keys-present',
    'KEY 600 ssh-ed25519 AAAAother\nLOOKED\n',
    'failed',
    'the key is not the one that the SSH server uses',
  ],
  ['locale', 'LANG=fr_FR.UTF-8\nHAS C.utf8\nHAS fr_FR.utf8\n', 'passed', 'fr_FR.UTF-8'],
  ['locale', 'LANG="C.UTF-8"\nHAS C.utf8\nHAS fr_FR.utf8\n', 'failed', 'C.UTF-8'],
  ['locale', 'LANG=fr_FR.UTF-8\nHAS C.utf8\n', 'failed', 'fr_FR.UTF-8, not generated'],
  ['keyboard', 'XKBLAYOUT="fr"\nXKBVARIANT="oss"\n', 'passed', 'fr oss'],
  ['keyboard', 'XKBLAYOUT="us"\nXKBVARIANT=""\n', 'failed', 'us'],
  ['timezone', 'LINK=/usr/share/zoneinfo/Europe/Paris\nOFFSET=+0100\n', 'passed', 'Europe/Paris'],
  ['timezone', 'LINK=/usr/share/zoneinfo/Etc/UTC\nOFFSET=+0000\n', 'failed', 'Etc/UTC'],
  ['network-reachable', 'REACHED\n', 'passed', 'reachable'],
  ['network-reachable', 'REFUSED\n', 'failed', 'no answer'],
  [
    'dns',
    '10.0.0.7       STREAM srv\n10.0.0.7       DGRAM\nANSWER 0\n',
    'passed',
    '10.0.0.7',
    { name: 'srv.lan' },
  ],
  ['dns', 'ANSWER 2\n', 'failed', 'no answer', { name: 'srv.lan' }],
  ['dns', '10.0.0.7 STREAM srv\nANSWER 0\n', 'failed', '10.0.0.7', { name: 'srv.lan', address: '10.0.0.8' }],
  ['time-synchronised', `CLOCK=${now}.5\nNTP=yes\n`, 'passed', 'synchronised'],
  ['time-synchronised', `CLOCK=${now}.5\nNTP=no\n`, 'failed', 'not synchronised'],
  ['time-synchronised', `CLOCK=${now}.5\n`, 'unmeasured', 'not measured: no time service'],
  ['time-synchronised', `CLOCK=${now + 2}.5\nNTP=no\n`, 'passed', '2.5 s off', { by: 'clock' }],
  ['time-synchronised', `CLOCK=${now + 3600}.0\nNTP=yes\n`, 'failed', '3600 s off', { by: 'clock' }],
  [
    'firewall-on',
    'table inet filter {\n chain input {\n  type filter hook input priority filter; policy drop;\n }\n}\nREAD\n',
    'passed',
    'incoming refused by default',
  ],
  [
    'firewall-on',
    'table inet filter {\n chain input {\n  type filter hook input priority filter; policy accept;\n  tcp dport 22 accept\n  reject with icmpx admin-prohibited\n }\n}\nREAD\n',
    'passed',
    'incoming refused by default',
  ],
  [
    'firewall-on',
    'table inet filter {\n chain input {\n  type filter hook input priority filter; policy accept;\n }\n}\nREAD\n',
    'failed',
    'everything is accepted',
  ],
  ['firewall-on', '-P INPUT DROP\nREAD\n', 'passed', 'incoming refused by default'],
  ['firewall-on', 'READ\n', 'failed', 'everything is accepted'],
  ['share-readable', 'ENTRIES=3\nTYPE=cifs\n', 'passed', 'cifs, 3 entries', { mountPoint: '/mnt/commun' }],
  ['share-readable', 'ENTRIES=0\nTYPE=\n', 'failed', 'not mounted', { mountPoint: '/mnt/commun' }],
  ['share-readable', 'TYPE=nfs4\n', 'failed', 'mounted but unreadable', { mountPoint: '/mnt/commun' }],
  [
    'share-readable',
    'ENTRIES=3\nTYPE=cifs\nFILE=unread\n',
    'failed',
    'mounted but unreadable',
    { mountPoint: '/mnt/commun', file: 'lisez.txt' },
  ],
  [
    'printer-present',
    'device for Etage1: ipp://10.0.0.9/ipp/print\nprinter Etage1 is idle.  enabled since\nASKED\n',
    'passed',
    'ipp://10.0.0.9/ipp/print',
    { name: 'Etage1' },
  ],
  [
    'printer-present',
    'device for Etage1: ipp://10.0.0.9/ipp/print\nprinter Etage1 disabled since\nASKED\n',
    'failed',
    'ipp://10.0.0.9/ipp/print',
    { name: 'Etage1' },
  ],
  [
    'printer-present',
    'lpstat: Invalid destination name in list "Etage1".\nASKED\n',
    'failed',
    'none',
    { name: 'Etage1' },
  ],
  ['master-digest', '', 'passed', '2 GiB read back, no difference'],
  ['no-leftover', 'LOOKED\n', 'passed', 'nothing'],
  [
    'no-leftover',
    'PATH /etc/etabli\nKEY /root/.ssh/authorized_keys\nLOOKED\n',
    'failed',
    '/etc/etabli, /root/.ssh/authorized_keys',
  ],
  ['no-leftover', '', 'unmeasured', 'not measured: search interrupted'],
];

/** Parameters without which a kind is refused. */
const NEEDED: Record<string, object> = {
  'services-active': { units: ['cups.service'] },
  'packages-absent': { packages: ['telnetd'] },
  'memory-size': { minimumBytes: 1 },
  dns: { name: 'srv.lan' },
  'share-readable': { mountPoint: '/mnt' },
  'printer-present': { name: 'Etage1' },
};

function judge(kindName: string, stdout: string, exitCode = 0, given?: object, known = facts) {
  const { kind, parameters } = resolveCheck({ kind: kindName, parameters: given ?? NEEDED[kindName] });
  const startedAt = new Date(now * 1000);
  return kind.judge({ stdout, exitCode, durationMs: 1, startedAt }, parameters, known);
}

describe('the judges of the checks', () => {
  const named = CASES.map(([kind, output, verdict, measured, parameters]) => ({
    kind,
    output,
    verdict,
    measured,
    parameters,
  }));
  it.each(named)('$kind: $verdict, $measured', ({ kind, output, verdict, measured, parameters }) => {
    const judgement = judge(kind, output, 0, parameters);
    expect({ verdict: judgement.verdict, measured: judgement.measured.en }).toEqual({ verdict, measured });
  });

  it('have a passed and a failed case each', () => {
    const proven = (verdict: string) => new Set(CASES.filter((c) => c[2] === verdict).map(([kind]) => kind));
    const lacking = [...CHECKS.keys()].filter(
      (kind) => !proven('passed').has(kind) || !proven('failed').has(kind),
    );
    expect(lacking).toEqual(['master-digest']);
  });

  it('number at least 28', () => {
    expect(CHECKS.size).toBeGreaterThanOrEqual(28);
  });

  it.each([
    ['nothing', '', 0],
    ['nothing, with a failure', '', 1],
    ['a missing tool', '', 90],
    ['a time-out', '', 124],
    ['binary noise', '\u0000\ufffd\u001b[31m\n\n', 1],
    ['an endless line', 'x'.repeat(65_536), 0],
    ['JSON of another shape', '{"blockdevices":[{"children":7}]}', 0],
  ])('never call %s a success', (_name, output, exitCode) => {
    const verdictOf = (kind: string) => judge(kind, output, exitCode).verdict;
    const good = [...CHECKS.keys()].filter((kind) => ['passed', 'not-applicable'].includes(verdictOf(kind)));
    // These do not depend on the output: one was measured before, and the profile does not request the other.
    expect(good).toEqual(['swap', 'master-digest']);
  });

  it('take the digest of the master only from reading the disk back', () => {
    const read = (change: Partial<FactTypes['masterVerification']>) =>
      judge(
        'master-digest',
        '',
        0,
        {},
        {
          ...facts,
          masterVerification: { ...facts.masterVerification, ...change },
        },
      );
    expect(read({ differences: 2 })).toMatchObject({
      verdict: 'failed',
      measured: { en: '2 GiB read back, 2 difference(s)' },
    });
    expect(read({ bytes: 0 }).verdict).toBe('failed');
    expect(read({ mode: 'sampled' }).measured.fr).toBe('2 Gio relus par sondage, aucune différence');
  });

  it('use the disk health that was measured before the installation when the system has no tool', () => {
    const before = (state: string) =>
      judge('disk-health', 'SMART absent\n', 0, {}, { ...facts, disk: { ...facts.disk, health: { state } } });
    expect(before('passed')).toMatchObject({
      verdict: 'passed',
      measured: { fr: 'bonne, mesurée avant l’installation' },
    });
    expect(before('failed').verdict).toBe('failed');
    expect(before('unknown').verdict).toBe('unmeasured');
  });

  it('write sizes as each language does', () => {
    expect(
      judge('memory-size', `USABLE=${1.5 * GIB}\nFITTED=${1.5 * GIB}\n`, 0, { minimumBytes: GIB }),
    ).toMatchObject({
      expected: { fr: '≥ 1 Gio', en: '≥ 1 GiB' },
      measured: { fr: '1,5 Gio', en: '1.5 GiB' },
    });
  });
});

describe('the checks of a profile', () => {
  it('are refused all at once, with the field and the reason', () => {
    const checks = [
      { kind: 'hostname' },
      { kind: 'astrology' },
      { kind: 'dns', parameters: { name: '; reboot' } },
      { kind: 'memory-size' },
      { kind: 'swap', parameters: { minimum: 3 } },
    ];
    const findings = validateChecks(checks);
    expect(findings.map(({ field, found }) => [field, found])).toEqual([
      ['recette.checks[1].kind', 'astrology'],
      ['recette.checks[2].parameters.name', '; reboot'],
      ['recette.checks[3].parameters.minimumBytes', null],
      ['recette.checks[4].parameters.minimum', 3],
    ]);
    expect(findings[3]!.expected).toEqual({
      fr: 'aucun champ de ce nom ici',
      en: 'no field of this name here',
    });
  });

  it('are accepted when they are valid', () => {
    const ofWindows = ['windows-options'];
    const kinds = [...CHECKS.keys()].filter((kind) => !ofWindows.includes(kind));
    const checks = kinds.map((kind) => ({ kind, parameters: NEEDED[kind] }));
    expect(validateChecks(checks)).toEqual([]);
    expect(validateChecks([{ kind: 'windows-options' }])).toHaveLength(1);
  });
});

describe('the facts that checks compare with', () => {
  const remote = {
    run: jest.fn(() => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' })),
    reachable: () => Promise.resolve(true),
    close: () => Promise.resolve(),
    isClosed: false,
  };
  const why = { fr: 'personne ne l’a mesuré', en: 'nobody measured it' };
  /** The kinds by each fact that they need. */
  const needing = (fact: string) =>
    [...CHECKS.values()].filter(({ facts: needed }) => (needed as readonly string[]).includes(fact));

  it.each(Object.keys(facts) as (keyof RecetteFacts)[])(
    '%s: unmeasured without it, and not run',
    async (fact) => {
      const kinds = needing(fact).map(({ kind }) => kind);
      expect(kinds).not.toEqual([]);
      const checks = kinds.map((kind) => ({ kind, severity: 'blocking' as const }));
      remote.run.mockClear();
      for (const missing of [new MissingFact(why), undefined as never]) {
        const results = await runRecette(remote, checks, { ...facts, [fact]: missing });
        expect(results.map(({ kind, verdict }) => [kind, verdict])).toEqual(
          kinds.map((kind) => [kind, 'unmeasured']),
        );
      }
      expect(remote.run).not.toHaveBeenCalled();
    },
  );

  it('give the reason when they are missing', async () => {
    const checks = [{ kind: 'machine-id-unique', severity: 'blocking' as const }];
    const [result] = await runRecette(remote, checks, { ...facts, otherMachineIds: new MissingFact(why) });
    expect(result?.measured).toEqual({
      fr: 'non mesuré : personne ne l’a mesuré',
      en: 'not measured: nobody measured it',
    });
  });

  it('are checked by the compiler: a judge reads only those of its kind, and a caller gives all of them', () => {
    const parts = {
      kind: 'example',
      title: same('example'),
      parameters: noParameters,
      command: () => 'true',
    };
    const looksAt = (value: unknown) => judged(value !== undefined, same(1), same(1));
    checkKind({ ...parts, facts: ['users'], judge: (_o, _p, { users }) => looksAt(users) });
    // @ts-expect-error the kind does not name this fact
    checkKind({ ...parts, facts: ['users'], judge: (_o, _p, { hostKey }) => looksAt(hostKey) });
    const { otherMachineIds: _, ...others } = facts;
    // @ts-expect-error the fact for the check of the machine id is missing
    const incomplete: RecetteFacts = others;
    // @ts-expect-error no check needs this
    const needless: RecetteFacts = { ...facts, timeServer: 'ntp.example' };
    expect([incomplete, needless]).toHaveLength(2);
  });
});
