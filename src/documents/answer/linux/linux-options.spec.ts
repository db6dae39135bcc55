import {
  FULL_PROFILE,
  LINUX_KINDS,
  linuxAnswer,
  type LinuxKind,
  linuxText,
  printed,
  SSH_KEY,
} from '../../../../test/support/linux-answer.js';
import { InputError, OperatorError } from '../../../platform/core/index.js';

const user = (more: object = {}) => ({ users: [{ name: 'anna', ...more }] });
const ALL = LINUX_KINDS;
const INSTALLERS: LinuxKind[] = ['preseed', 'autoinstall', 'kickstart'];

/** Options of a profile and the expected text in the files; scripts are decoded. */
const OPTIONS: [option: string, sections: object, fragments: Partial<Record<LinuxKind, string>>][] = [
  [
    'locale.language',
    { locale: { language: 'de_DE.UTF-8' } },
    {
      preseed: 'd-i debian-installer/locale string de_DE.UTF-8\n',
      autoinstall: '\n  locale: de_DE.UTF-8\n',
      kickstart: '\nlang de_DE.UTF-8\n',
      'cloud-init': '\nlocale: de_DE.UTF-8\n',
    },
  ],
  [
    'locale.keyboard.layout',
    { locale: { keyboard: { layout: 'de' } } },
    {
      preseed: 'd-i keyboard-configuration/xkb-keymap select de\n',
      autoinstall: '\n  keyboard:\n    layout: de\n    variant: ""\n',
      kickstart: "\nkeyboard --xlayouts='de'\n",
      'cloud-init': '\nkeyboard:\n  layout: de\n',
    },
  ],
  [
    'locale.keyboard.variant',
    { locale: { keyboard: { layout: 'fr', variant: 'bepo' } } },
    {
      preseed: 'd-i keyboard-configuration/xkb-keymap select fr(bepo)\n',
      autoinstall: '\n    variant: bepo\n',
      kickstart: "\nkeyboard --xlayouts='fr (bepo)'\n",
      'cloud-init': '\n  variant: bepo\n',
    },
  ],
  [
    'locale.keyboard.model',
    { locale: { keyboard: { model: 'pc104' } } },
    { preseed: 'XKBMODEL="pc104"', autoinstall: 'XKBMODEL="pc104"', 'cloud-init': '\n  model: pc104\n' },
  ],
  [
    'locale.timeZone',
    { locale: { timeZone: 'America/New_York' } },
    {
      preseed: 'd-i time/zone string America/New_York\n',
      autoinstall: '\n  timezone: America/New_York\n',
      kickstart: '\ntimezone America/New_York --utc\n',
      'cloud-init': '\ntimezone: America/New_York\n',
    },
  ],
  [
    'hostname.pattern',
    { hostname: { pattern: 'PC-7' } },
    {
      preseed: 'd-i netcfg/hostname string PC-7\n',
      autoinstall: '\n    hostname: PC-7\n',
      kickstart: ' --hostname=PC-7\n',
      'cloud-init': '\nhostname: PC-7\n',
    },
  ],
  [
    'users[].name',
    user(),
    {
      preseed: 'd-i passwd/username string anna\n',
      autoinstall: '\n      - name: anna\n',
      kickstart: '\nuser --name=anna --shell=/bin/bash --lock\n',
      'cloud-init': '\n  - name: anna\n    shell: /bin/bash\n    lock_passwd: true\n',
    },
  ],
  [
    'users[].fullName',
    user({ fullName: 'Anna Ü' }),
    {
      preseed: 'd-i passwd/user-fullname string Anna Ü\n',
      autoinstall: '\n        gecos: Anna Ü\n',
      kickstart: " --gecos='Anna Ü' ",
      'cloud-init': '\n    gecos: Anna Ü\n',
    },
  ],
  [
    'users[].groups',
    user({ groups: ['sudo', 'audio'] }),
    {
      preseed: "usermod --append --groups 'sudo' 'anna'\n",
      autoinstall: '\n        groups: sudo, audio\n',
      kickstart: "usermod --append --groups 'wheel' 'anna'\n",
      'cloud-init': '\n    groups: sudo, audio\n',
    },
  ],
  [
    'users[].sshKeys',
    user({ sshKeys: [SSH_KEY] }),
    {
      preseed: `'${SSH_KEY}' > "$home/.ssh/authorized_keys"`,
      autoinstall: `\n          - ${SSH_KEY}\n`,
      kickstart: `\nsshkey --username=anna '${SSH_KEY}'\n`,
      'cloud-init': `\n      - ${SSH_KEY}\n`,
    },
  ],
  [
    'users[].shell',
    { users: [{ name: 'first' }, { name: 'anna', shell: '/bin/zsh' }] },
    {
      preseed: `useradd --create-home --shell '/bin/zsh' --comment "$(printf '%b' '')" 'anna'\n`,
      autoinstall: '\n        shell: /bin/zsh\n',
      kickstart: ' --shell=/bin/zsh ',
      'cloud-init': '\n    shell: /bin/zsh\n',
    },
  ],
  [
    'disk.rule.model',
    { disk: { rule: { model: 'Acme*' } } },
    Object.fromEntries(INSTALLERS.map((kind) => [kind, '  case "$4" in\n    \'acme\'*) ;;\n'])),
  ],
  [
    'disk.rule.bus',
    { disk: { rule: { bus: ['nvme'] } } },
    Object.fromEntries(INSTALLERS.map((kind) => [kind, '  case "$2" in\n    \'nvme\') ;;\n    *) echo'])),
  ],
  [
    'disk.rule.minimumBytes',
    { disk: { rule: { minimumBytes: 4096 } } },
    Object.fromEntries(INSTALLERS.map((kind) => [kind, '[ "$3" -ge \'4096\' ]'])),
  ],
  [
    'disk.rule.maximumBytes',
    { disk: { rule: { maximumBytes: 8192 } } },
    Object.fromEntries(INSTALLERS.map((kind) => [kind, '[ "$3" -le \'8192\' ]'])),
  ],
  [
    'disk.layout.esp',
    { disk: { layout: { esp: { sizeBytes: '1GiB' } } } },
    {
      preseed: ' etabli :: 1074 1074 1074 free $iflabel{ gpt } $reusemethod{ } method{ efi }',
      autoinstall: '\n        device: disk\n        size: 1073741824\n',
      kickstart: `echo "part /boot/efi --fstype=efi --ondisk=$drive --size="'1024'\n`,
    },
  ],
  [
    'disk.layout.swap',
    { disk: { layout: { swap: { sizeBytes: '2GiB' } } } },
    {
      preseed: ' 2148 2148 2148 linux-swap method{ swap }',
      autoinstall: '\n        id: swap\n        device: disk\n        size: 2147483648\n',
      kickstart: `echo "part swap --fstype=swap --ondisk=$drive --size="'2048'\n`,
    },
  ],
  [
    'disk.layout.root.sizeBytes',
    { disk: { layout: { root: { sizeBytes: '20GiB' } } } },
    {
      preseed: ' 21475 21475 21475 ext4 ',
      autoinstall: '\n        id: root\n        device: disk\n        size: 21474836480\n',
      kickstart: ` --ondisk=$drive --size="'20480'\n`,
    },
  ],
  [
    'software, packages first',
    { software: [{ kind: 'apt', packages: ['vim', 'git'] }] },
    {
      preseed: 'd-i pkgsel/include string vim git\n',
      autoinstall: '\n  packages:\n    - vim\n    - git\n',
      kickstart: '\n@core\nvim\ngit\n%end\n',
      'cloud-init': '\npackages:\n  - vim\n  - git\n',
    },
  ],
  [
    'software, a script',
    { software: [{ kind: 'script', name: 'one', script: 'echo é\n', interpreter: '/bin/bash' }] },
    Object.fromEntries(ALL.map((kind) => [kind, `'echo é' > "$work/script"`])),
  ],
  [
    'apt.proxy',
    { apt: { proxy: 'http://proxy:3128' } },
    {
      preseed: 'd-i mirror/http/proxy string http://proxy:3128\n',
      autoinstall: '\n  proxy: http://proxy:3128\n',
      'cloud-init': '\napt:\n  proxy: http://proxy:3128\n',
    },
  ],
  [
    'apt.sources',
    { apt: { sources: ['deb http://mirror.example.org/debian trixie main'] } },
    Object.fromEntries(
      (['preseed', 'autoinstall', 'cloud-init'] as const).map((kind) => [
        kind,
        "'deb http://mirror.example.org/debian trixie main' > /etc/apt/sources.list\n",
      ]),
    ),
  ],
  [
    'update: all',
    { update: 'all' },
    {
      preseed: 'd-i pkgsel/upgrade select full-upgrade\n',
      autoinstall: '\n  updates: all\n',
      kickstart: '\ndnf -y upgrade\n',
      'cloud-init': '\npackage_upgrade: true\n',
    },
  ],
  [
    'update: security',
    { update: 'security' },
    {
      preseed: 'd-i pkgsel/upgrade select safe-upgrade\n',
      autoinstall: '\n  updates: security\n',
      kickstart: '\ndnf -y upgrade --security\n',
      'cloud-init': 'apt-get -q -y install --only-upgrade $pending\n',
    },
  ],
  ['network.wifi', FULL_PROFILE, Object.fromEntries(ALL.map((kind) => [kind, "'psk=battery staple' \\\n"]))],
  [
    'network.vpn',
    FULL_PROFILE,
    Object.fromEntries(ALL.map((kind) => [kind, "'password=a VPN password' \\\n"])),
  ],
  [
    'certificates',
    { certificates: FULL_PROFILE.certificates },
    {
      ...Object.fromEntries(ALL.map((kind) => [kind, "' > '/usr/local/share/ca-certificates/root.crt' )"])),
      kickstart: "' > '/etc/pki/ca-trust/source/anchors/root.crt' )",
    },
  ],
  [
    'personalise.firewall',
    { personalise: { firewall: { enabled: true, allow: [{ port: 443, protocol: 'tcp' }] } } },
    {
      ...Object.fromEntries(ALL.map((kind) => [kind, "'    tcp dport 443 accept' \\\n"])),
      kickstart: '\nfirewall --enabled --remove-service=ssh --port=443:tcp\n',
    },
  ],
  [
    'personalise.firewall, SSH let in',
    { personalise: { firewall: { enabled: true, allow: [{ port: 22, protocol: 'tcp' }] } } },
    { kickstart: '\nfirewall --enabled --port=22:tcp\n' },
  ],
  [
    'personalise.firewall, off',
    { personalise: { firewall: { enabled: false } } },
    { kickstart: '\nfirewall --disabled\n' },
  ],
  [
    'kernel.console',
    { kernel: { console: ['tty0', 'ttyS0,115200'] } },
    {
      preseed: 'd-i debian-installer/add-kernel-opts string console=tty0 console=ttyS0,115200\n',
      autoinstall: 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX console=tty0 console=ttyS0,115200"',
      kickstart: `"bootloader --boot-drive=$drive"' --append="console=tty0 console=ttyS0,115200"'\n`,
      'cloud-init': 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX console=tty0 console=ttyS0,115200"',
    },
  ],
  [
    'security.sshPasswordLogin, by default',
    {},
    Object.fromEntries(ALL.map((kind) => [kind, "'PasswordAuthentication no' \\\n"])),
  ],
  [
    'security.sshPasswordLogin',
    { security: { sshPasswordLogin: true } },
    { autoinstall: '\n    install-server: true\n    allow-pw: true\n', 'cloud-init': '\nssh_pwauth: true\n' },
  ],
];

const cases = OPTIONS.flatMap(([option, sections, fragments]) =>
  Object.entries(fragments).map(([kind, fragment]) => ({
    option,
    sections,
    kind: kind as LinuxKind,
    fragment,
  })),
);

/** The file, then the output of its printed scripts. */
function both(kind: LinuxKind, sections: object): string {
  const text = linuxText(kind, sections, { machine: { serial: 'SN-ABCDEF' } });
  return `${text}\n${printed(text.replaceAll('\\\\', '\\'))}`;
}

describe('an option of the profile', () => {
  it.each(cases)('lands in $kind: $option', ({ sections, kind, fragment }) => {
    const withIt = both(kind, sections);
    const seen = withIt.includes(fragment) || printed(withIt).includes(fragment);
    expect(seen ? fragment : withIt).toBe(fragment);
  });

  it.each(LINUX_KINDS)('is a password that only its hash stands for: %s', (kind) => {
    const text = linuxText(kind, user({ password: { vault: 'users/anna' } }));
    expect(text).toContain('$6$');
    expect(text).not.toContain('correct horse');
  });

  it('is a hash of the vault as it is', () => {
    const hash = '$y$j9T$abc$0123456789./ABC';
    const order = { secrets: { 'users/anna': hash } };
    expect(linuxText('preseed', user({ password: { vault: 'users/anna' } }), order)).toContain(
      `d-i passwd/user-password-crypted password ${hash}\n`,
    );
  });

  it('is a password whose salt is another one for another PC', () => {
    const sections = user({ password: { vault: 'users/anna' } });
    const [one, other] = ['A-1', 'A-2'].map((serial) =>
      linuxText('preseed', sections, { machine: { serial } }),
    );
    expect(/\$6\$([^$]+)\$/.exec(one!)![1]).not.toBe(/\$6\$([^$]+)\$/.exec(other!)![1]);
  });

  it('is the name that the lot gives the PC, before the pattern', () => {
    const text = linuxText(
      'kickstart',
      { hostname: { pattern: 'PC-7' } },
      { machine: { hostname: 'ROOM-3' } },
    );
    expect(text).toContain(' --hostname=ROOM-3\n');
  });
});

describe('what cannot be', () => {
  it.each(LINUX_KINDS)('is refused by its name, a name of the PC: %s', (kind) => {
    const write = () => linuxText(kind, {}, { machine: { hostname: 'a\nd-i preseed/run string x' } });
    expect(write).toThrow(InputError);
    expect(write).toThrow('machine.hostname');
  });

  it('is refused, a pattern that the PC has no facts for', () => {
    expect(() => linuxText('preseed', { hostname: { pattern: '{{serial}}' } })).toThrow(OperatorError);
  });

  it.each(['two\nlines', 'nul\u0000', '', 'x'.repeat(257)])('is refused, a password: %j', (password) => {
    const order = { secrets: { 'users/anna': password } };
    expect(() => linuxText('kickstart', user({ password: { vault: 'users/anna' } }), order)).toThrow(
      'users[0].password: expected a password of one line, at most 256 characters, or its crypt(5) hash',
    );
  });

  it('is refused, scripts beyond one command of the installer', () => {
    const software = [{ kind: 'script', name: 'long', script: '%'.repeat(60_000) }];
    for (const kind of ['preseed', 'autoinstall'] as const) {
      expect(() => linuxText(kind, { software })).toThrow(
        'software: expected scripts of at most 120000 bytes',
      );
    }
    expect(linuxAnswer('kickstart', { software }).files).toHaveLength(1);
    expect(linuxAnswer('cloud-init', { software }).files).toHaveLength(3);
  });

  it('is refused, a VPN that Linux does not have', () => {
    const network = {
      vpn: [
        { kind: 'sstp', name: 'Office', server: 'vpn.example.org', authentication: { method: 'password' } },
      ],
    };
    for (const kind of LINUX_KINDS) {
      expect(() => linuxText(kind, { network })).toThrow('network.vpn[0].kind');
    }
  });

  it('is told, a package file that nothing says where to fetch', () => {
    const software = [{ kind: 'deb', name: 'tool', sha256: 'a'.repeat(64) }];
    for (const kind of LINUX_KINDS) {
      const { notCarried } = linuxAnswer(kind, { software });
      expect(notCarried.map(({ option }) => option)).toContain('software[0]');
    }
  });
});
