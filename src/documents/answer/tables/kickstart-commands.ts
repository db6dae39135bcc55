import { readFileSync } from 'node:fs';

/** The syntax of a command in all releases of Fedora since 18 and RHEL since 5. */
export interface KickstartCommand {
  /** Options without a value. */
  flags?: string[];
  /** Options with a value, and its type: `value`, `integer`, `boolean`, `optional`, or the allowed values, `mbr|none`. */
  values?: Record<string, string>;
  /** Options required in every release. */
  required?: string[];
  /** First releases in which the command has no effect, or is refused. */
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

/** Sections, each closed by `%end`, with the options of their first line. */
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

/** Commands that may be repeated. */
export const REPEATABLE = new Set(
  'btrfs device dmraid driverdisk fcoe group iscsi logvol module mount multipath network nvdimm part partition raid repo snapshot sshkey sshpw timesource user volgroup zfcp firewall services eula lang updates authselect auth authconfig realm logging'.split(
    ' ',
  ),
);

/** Installation sources: exactly one is needed. */
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

/** Commands for a custom disk layout, which conflict with `autopart`. */
export const LAYOUT = ['part', 'partition', 'raid', 'volgroup', 'logvol', 'btrfs', 'mount'];
