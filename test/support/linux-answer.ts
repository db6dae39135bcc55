import { parseProfile } from '../../src/documents/profile/index.js';
import {
  type AnswerRequest,
  renderAnswer,
  type RenderedAnswer,
} from '../../src/documents/answer/render-answer.js';
import { ROOT_PEM } from './connections.js';

type LinuxKind = Exclude<AnswerRequest['kind'], 'unattend' | 'autounattend'>;

export const LINUX_KINDS: LinuxKind[] = ['preseed', 'autoinstall', 'kickstart', 'cloud-init'];
export type { LinuxKind };

export const SSH_KEY = `ssh-ed25519 ${'A'.repeat(68)} anna@office`;
const SECRETS = {
  'users/anna': 'correct horse',
  'wifi/office': 'battery staple',
  'vpn/key': 'a VPN password',
};

/** A profile with all options for Linux. */
export const FULL_PROFILE = {
  name: 'office',
  title: { fr: 'Bureau', en: 'Office' },
  master: { name: 'debian-13-desktop', version: '1' },
  disk: {
    rule: { bus: ['nvme', 'sata'], minimumBytes: '32GB', maximumBytes: '2TB', model: 'Samsung*[x] ?' },
    layout: { esp: { sizeBytes: '1GiB' }, swap: { sizeBytes: '4GiB' }, root: { sizeBytes: '40GiB' } },
    verify: 'sampled',
  },
  locale: {
    language: 'fr_FR.UTF-8',
    keyboard: { layout: 'fr', variant: 'oss', model: 'pc104' },
    timeZone: 'Europe/Paris',
  },
  hostname: { pattern: 'PC-{{serialTail 6}}' },
  users: [
    {
      name: 'anna',
      fullName: "Anna O'Neil",
      groups: ['sudo', 'audio'],
      password: { vault: 'users/anna' },
      sshKeys: [SSH_KEY],
    },
    { name: 'bob', shell: '/bin/sh', groups: ['audio'] },
  ],
  network: {
    wifi: [{ ssid: 'Office', security: 'wpa2-psk', passphrase: { vault: 'wifi/office' } }],
    vpn: [
      {
        kind: 'openvpn',
        name: 'Head office',
        server: 'vpn.example.org',
        trustedCertificates: ['root'],
        user: 'anna',
        password: { vault: 'vpn/key' },
      },
    ],
  },
  certificates: [{ name: 'root', kind: 'root', pem: ROOT_PEM }],
  hardware: { memoryMinimumBytes: '4GiB', diskMinimumBytes: '32GB', batteryHealthMinimumPercent: 60 },
  software: [
    { kind: 'apt', packages: ['vim', 'git'] },
    { kind: 'script', name: 'greeting', script: "#!/bin/sh\necho 'Été à 50 %' > /etc/motd\n" },
    { kind: 'deb', name: 'tool', sha256: 'a'.repeat(64) },
    { kind: 'apt', packages: ['htop'] },
  ],
  apt: { sources: ['deb https://mirror.example.org/debian/ trixie main'], proxy: 'http://proxy:3128' },
  update: 'security',
  personalise: {
    accessibility: { highContrast: true },
    printers: [{ name: 'floor-1', uri: 'ipp://printer.example.org/ipp' }],
    shares: [{ url: '//server/share', kind: 'cifs', mountPoint: '/mnt/share' }],
    firewall: { enabled: true, allow: [{ port: 443, protocol: 'tcp' }] },
  },
  kernel: { console: ['tty0', 'ttyS0,115200'] },
  recette: { checks: [{ kind: 'hostname' }] },
};

/** The answer files of a profile with the given sections, secrets revealed. */
export function linuxAnswer(
  kind: LinuxKind,
  sections: object = {},
  { machine = {}, secrets = SECRETS }: { machine?: AnswerRequest['machine']; secrets?: object } = {},
): RenderedAnswer {
  const profile = parseProfile({ name: 'least', ...sections });
  return renderAnswer({ kind, profile, machine, reveal: new Map(Object.entries(secrets)) });
}

/** All files, concatenated. */
export function linuxText(...order: Parameters<typeof linuxAnswer>): string {
  return linuxAnswer(...order)
    .files.map(({ text }) => text)
    .join('');
}

/** The output of `printf '%b'` for all words that the text passes to it, including nested ones. */
export function printed(text: string): string {
  const once = text.replace(/\\(?:0([0-7]{3})|n)/g, (_, octal?: string) =>
    octal === undefined ? '\n' : String.fromCharCode(parseInt(octal, 8)),
  );
  return once === text ? Buffer.from(text, 'latin1').toString('utf8') : printed(once);
}
