import { readFileSync } from 'node:fs';

/** What Anaconda knows of a command, over all releases of Fedora from 18 and of RHEL from 5. */
export interface KickstartCommand {
  /** Options without a value. */
  flags?: string[];
  /** Options with one: `value`, `integer`, `boolean`, `optional`, or the values allowed, `mbr|none`. */
  values?: Record<string, string>;
  /** Options that every release asks for. */
  required?: string[];
  /** Releases from which on it does nothing, or is refused. */
  deprecated?: string[];
  removed?: string[];
}

export const KICKSTART_COMMANDS: ReadonlyMap<string, KickstartCommand> = new Map(
  Object.entries(
    JSON.parse(readFileSync(new URL('kickstart-commands.json', import.meta.url), 'utf8')) as Record<
      string,
      KickstartCommand
    >,
  ),
);

/** Sections, each closed by `%end`; the options that their heads take. */
export const KICKSTART_SECTIONS: ReadonlyMap<string, KickstartCommand> = new Map<string, KickstartCommand>([
  ...['%pre', '%pre-install', '%onerror', '%traceback'].map((name) => [name, script([])] as const),
  ['%post', script(['--nochroot'])],
  [
    '%packages',
    {
      flags: [
        '--default',
        '--excludeWeakdeps',
        '--exclude-weakdeps',
        '--excludedocs',
        '--ignorebroken',
        '--ignoredeps',
        '--ignoremissing',
        '--multilib',
        '--nobase',
        '--nocore',
        '--resolvedeps',
      ],
      values: {
        '--instLangs': 'value',
        '--inst-langs': 'value',
        '--retries': 'integer',
        '--timeout': 'integer',
      },
    },
  ],
  ['%addon', {}],
  ['%anaconda', {}],
  ['%certificate', { values: { '--dir': 'value', '--filename': 'value', '--type': 'value' } }],
]);

function script(flags: string[]): KickstartCommand {
  return {
    flags: ['--erroronfail', ...flags],
    values: { '--interpreter': 'value', '--log': 'value', '--logfile': 'value' },
  };
}

/** Commands that may stand several times, each for one more thing. */
export const REPEATABLE = new Set(
  'btrfs device dmraid driverdisk fcoe group iscsi logvol module mount multipath network nvdimm part partition raid repo snapshot sshkey sshpw timesource user volgroup zfcp firewall services eula lang updates authselect auth authconfig realm logging'.split(
    ' ',
  ),
);

/** Where the packages come from: one of them. */
export const SOURCES = [
  'cdrom',
  'harddrive',
  'hmc',
  'liveimg',
  'nfs',
  'ostreesetup',
  'ostreecontainer',
  'bootc',
  'url',
];

/** Commands that say the layout of disks by themselves, and that `autopart` does not go with. */
export const LAYOUT = ['part', 'partition', 'raid', 'volgroup', 'logvol', 'btrfs', 'mount'];
