import { anything, either, flag, listOf, map, oneOf, type Shape, text, whole } from './shape.js';

const command: Shape = either(text, listOf(text));
const nothing: Shape = { kinds: ['null'] };
const netplan: Shape = map({
  version: whole,
  renderer: text,
  ethernets: map(),
  wifis: map(),
  bonds: map(),
  bridges: map(),
  vlans: map(),
  tunnels: map(),
});
const token: Shape = map({ token: text });

/** The sections of autoinstall and their allowed content, as Subiquity of Ubuntu 20.04 to 25.10 checks them. */
export const AUTOINSTALL: Shape = map(
  {
    version: whole,
    'interactive-sections': listOf(text),
    'early-commands': listOf(command),
    'error-commands': listOf(command),
    'late-commands': listOf(command),
    reporting: map(),
    'user-data': map(),
    packages: listOf(text),
    'debconf-selections': text,
    locale: text,
    'refresh-installer': map({ update: flag, channel: text }, { others: 'refused' }),
    kernel: map({ package: text, flavor: text }),
    'kernel-crash-dumps': map(
      { enabled: either(flag, nothing) },
      { required: ['enabled'], others: 'refused' },
    ),
    keyboard: map(
      { layout: text, variant: text, toggle: either(text, nothing) },
      { required: ['layout'], others: 'refused' },
    ),
    zdevs: listOf(map({ id: text, enabled: flag })),
    source: map({ search_drivers: flag, id: text }, { others: 'ignored' }),
    network: either(netplan, map({ ...netplan.keys, network: netplan })),
    'ubuntu-pro': token,
    'ubuntu-advantage': { ...token, replacedBy: 'ubuntu-pro' },
    proxy: either(text, nothing),
    apt: map({
      preserve_sources_list: flag,
      primary: listOf(anything),
      'mirror-selection': map({ primary: listOf(either(text, map({ uri: text, arches: listOf(text) }))) }),
      geoip: flag,
      sources: map(),
      disable_components: listOf(oneOf('universe', 'multiverse', 'restricted', 'contrib', 'non-free')),
      preferences: listOf(
        map(
          { package: text, pin: text, 'pin-priority': whole },
          { required: ['package', 'pin', 'pin-priority'] },
        ),
      ),
      fallback: oneOf('abort', 'continue-anyway', 'offline-install'),
    }),
    storage: map({
      version: whole,
      layout: map({
        name: text,
        mode: oneOf('reformat_disk', 'use_gap'),
        'sizing-policy': oneOf('scaled', 'all'),
        password: text,
        'reset-partition': anything,
        'reset-partition-only': flag,
        'ignore-shared-partitions': flag,
        encrypted: flag,
        match: map(),
      }),
      config: listOf(map({ id: text, type: text })),
      grub: map(),
      swap: map(),
    }),
    identity: map(
      {
        realname: text,
        username: text,
        hostname: text,
        password: text,
        groups: either(listOf(text), map({ override: listOf(text), append: listOf(text) })),
      },
      { required: ['username', 'hostname', 'password'], others: 'refused' },
    ),
    ssh: map(
      { 'install-server': flag, 'authorized-keys': listOf(text), 'allow-pw': flag },
      { others: 'ignored' },
    ),
    snaps: listOf(
      map({ name: text, channel: text, classic: flag }, { required: ['name'], others: 'refused' }),
    ),
    'active-directory': map({ 'admin-name': text, 'domain-name': text }, { others: 'refused' }),
    codecs: map({ install: flag }, { others: 'ignored' }),
    drivers: map({ install: flag }, { others: 'ignored' }),
    oem: map({ install: either(flag, oneOf('auto')) }, { required: ['install'] }),
    timezone: text,
    updates: oneOf('security', 'all'),
    shutdown: oneOf('reboot', 'poweroff'),
  },
  { required: ['version'], others: 'ignored' },
);

/** Guided disk layouts. */
export const LAYOUT_NAMES = ['direct', 'lvm', 'zfs', 'hybrid', 'use_gap'];

/** Types of curtin storage actions. */
export const STORAGE_TYPES = [
  'bcache',
  'dasd',
  'device',
  'disk',
  'dm_crypt',
  'format',
  'image',
  'lvm_partition',
  'lvm_volgroup',
  'mount',
  'nvme_controller',
  'partition',
  'raid',
  'zfs',
  'zpool',
];
