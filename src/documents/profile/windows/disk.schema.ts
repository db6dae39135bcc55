import { z } from 'zod';
import { expecting } from '../expected.js';
import { size } from '../size.js';
import { diskAssertions } from './disk-assertions.schema.js';
import { option } from './option.js';

const MIB = 2 ** 20;
const CONFIGURATION = 'windowsPE Microsoft-Windows-Setup DiskConfiguration/Disk';
const CREATED = `${CONFIGURATION}/CreatePartitions/CreatePartition`;
const MODIFIED = `${CONFIGURATION}/ModifyPartitions/ModifyPartition`;
const DISKPART = 'script windowsPE diskpart';
const INSTALL_TO = 'windowsPE Microsoft-Windows-Setup ImageInstall/OSImage/InstallTo';
const AVAILABLE = 'windowsPE Microsoft-Windows-Setup ImageInstall/OSImage/InstallToAvailablePartition';

/** The size of a partition, rounded up to whole MiB. */
function partitionSize(description: string, least: string) {
  const leastBytes = Number.parseInt(least, 10) * (least.endsWith('GiB') ? 1024 * MIB : MIB);
  return size(description)
    .refine((bytes) => bytes >= leastBytes && bytes < 2 ** 50, {
      error: expecting(`de ${least} à 1024 TiB`, `from ${least} to 1024 TiB`),
    })
    .meta({ landsIn: [`${CREATED}/Size`, `${DISKPART} create partition`] });
}

/** A label that NTFS and FAT allow and that needs no escaping in scripts. */
function label(most: number, description: string) {
  const text = z.string().regex(new RegExp(`^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,${most - 2}}[A-Za-z0-9])?$`), {
    error: expecting(
      `des lettres, chiffres, espaces, - et _, ${most} au plus`,
      `letters, digits, spaces, - and _, at most ${most}`,
    ),
  });
  return option(text, description, `${MODIFIED}/Label`, `${DISKPART} format`);
}

const letter = option(
  z.string().regex(/^[D-WYZ]$/, {
    error: expecting('une lettre de D à Z, sauf X', 'a letter from D to Z, but X'),
  }),
  'Drive letter; X is Windows PE’s own',
  `${MODIFIED}/Letter`,
  `${DISKPART} assign`,
);

const number = z.int().min(0).max(63);

const chosen = option(
  z.union([number, z.literal('only')], {
    error: expecting('un numéro de disque, ou only', 'the number of a disk, or only'),
  }),
  'Number of the disk as Windows Setup counts, or `only`: the one that fits the assertions, whatever its number',
  `${CONFIGURATION}/DiskID`,
  `${INSTALL_TO}/DiskID`,
  AVAILABLE,
);

const data = z.strictObject({
  label: label(32, 'Label of the partition').default('Data'),
  sizeBytes: partitionSize(
    'Size; what is left of the disk without it, for the last one only.',
    '64MiB',
  ).optional(),
  letter: letter.optional(),
});

const layout = z
  .strictObject({
    mode: option(
      z.literal('layout'),
      'The disk is erased and partitioned as said here',
      `${CONFIGURATION}/WillWipeDisk`,
      DISKPART,
    ),
    firmware: option(
      z.enum(['uefi', 'bios']).default('uefi'),
      'uefi: a GPT with ESP and MSR; bios: an MBR with an active system partition',
      `${CREATED}/Type`,
      `${DISKPART} convert`,
    ),
    disk: chosen.default(0),
    espBytes: partitionSize('Size of the EFI system partition.', '100MiB').prefault('300MiB'),
    msrBytes: partitionSize('Size of the Microsoft reserved partition.', '16MiB').prefault('16MiB'),
    systemBytes: partitionSize('Size of the system partition of a BIOS PC.', '100MiB').prefault('500MiB'),
    windows: z
      .strictObject({
        sizeBytes: partitionSize(
          'Size of the partition of Windows; what is left of the disk without it.',
          '16GiB',
        ).optional(),
        label: label(32, 'Label of the partition of Windows').default('Windows'),
      })
      .prefault({})
      .describe('The partition that Windows is installed on, drive C'),
    recovery: z
      .strictObject({
        position: option(
          z.enum(['before', 'after']).default('after'),
          'Before or after the partition of Windows; updates can enlarge one that stands after it',
          `${CREATED}/Order`,
          DISKPART,
        ),
        sizeBytes: partitionSize('Size of the recovery partition.', '300MiB').prefault('1GiB'),
        label: label(32, 'Label of the recovery partition').default('Recovery'),
      })
      .optional()
      .describe('A partition for Windows RE; without it Windows keeps it on C'),
    data: z.array(data).max(16).default([]).describe('Further partitions, after all others'),
    assertions: diskAssertions.optional().describe('What must be true of the disk before it is erased'),
  })
  .superRefine((disk, context) => {
    const add = (path: (string | number)[], fr: string, en: string) => {
      context.addIssue({ code: 'custom', path, message: expecting(fr, en), input: undefined });
    };
    disk.data.forEach(({ sizeBytes }, index) => {
      const takesRest = sizeBytes === undefined;
      if (takesRest && index < disk.data.length - 1)
        add(
          ['data', index, 'sizeBytes'],
          'une taille, sauf pour la dernière',
          'a size, but for the last one',
        );
      else if (takesRest && disk.windows.sizeBytes === undefined)
        add(
          ['windows', 'sizeBytes'],
          'une taille : la partition de données prend le reste du disque',
          'a size: the data partition takes the rest of the disk',
        );
    });
    // Setup uses the first partition that is large enough, and must not find this one.
    if (disk.disk === 'only' && disk.recovery?.position === 'before' && disk.recovery.sizeBytes > 8192 * MIB)
      add(
        ['recovery', 'sizeBytes'],
        '8GiB au plus : Windows Setup prendrait cette partition pour la sienne',
        'at most 8GiB: Windows Setup would take this partition for its own',
      );
    const primaries = 2 + (disk.recovery ? 1 : 0) + disk.data.length;
    if (disk.firmware === 'bios' && primaries > 4)
      add(
        ['data'],
        'quatre partitions en tout : une table MBR n’en a pas plus',
        'four partitions in all: an MBR has no more',
      );
  });

/** One command of diskpart: no special characters of cmd, and quotes in pairs. */
const diskpartCommand = z
  .string()
  .max(180)
  .regex(/^[A-Za-z](?:[A-Za-z0-9 =:;,.{}\\/_+#*-]|"[A-Za-z0-9 =:;,.{}\\/_+#*-]*")*$/, {
    error: expecting(
      'une commande de diskpart : lettres, chiffres, espaces, = : ; , . { } \\ / _ + # * - et des guillemets par paires',
      'a command of diskpart: letters, digits, spaces, = : ; , . { } \\ / _ + # * - and quotes in pairs',
    ),
  });

const diskpart = z
  .strictObject({
    mode: option(z.literal('diskpart'), 'The disk is partitioned by your own commands', DISKPART),
    disk: chosen.default(0),
    commands: option(
      z.array(diskpartCommand).min(1).max(100),
      'Commands of diskpart, in order; with assertions the disk is already selected',
      `${DISKPART} /s`,
    ),
    partition: option(
      z.int().min(1).max(128).optional(),
      'Number of the partition that Windows is installed on; the first that is large enough without it',
      `${INSTALL_TO}/PartitionID`,
      AVAILABLE,
    ),
    assertions: diskAssertions.optional().describe('What must be true of the disk before the commands run'),
  })
  .superRefine(({ commands, assertions, disk }, context) => {
    if (assertions === undefined && disk !== 'only') return;
    commands.forEach((command, index) => {
      if (!/^\s*sel\w*\s+dis/i.test(command)) return;
      const message = expecting(
        'un autre ordre : le disque qui convient aux assertions est déjà choisi',
        'another command: the disk that fits the assertions is already selected',
      );
      context.addIssue({ code: 'custom', path: ['commands', index], message, input: command });
    });
  });

const interactive = z.strictObject({
  mode: option(
    z.literal('interactive'),
    'Windows Setup asks; nothing is written',
    'windowsPE Microsoft-Windows-Setup',
  ),
});

/**
 * How the disk is partitioned. If Établi applies a master itself, the environment makes this layout by the firmware of
 * the PC, and `disk.rule` of the profile says which disk.
 */
export const disk = z
  .discriminatedUnion('mode', [layout, diskpart, interactive], {
    error: expecting(
      'un groupe dont mode est layout, diskpart ou interactive',
      'a group whose mode is layout, diskpart or interactive',
    ),
  })
  .superRefine((value, context) => {
    if (value.mode === 'interactive' || value.disk !== 'only' || value.assertions !== undefined) return;
    const message = expecting(
      'des assertions, même vides : elles disent quel disque convient',
      'assertions, even empty ones: they say which disk fits',
    );
    context.addIssue({ code: 'custom', path: ['assertions'], message, input: undefined });
  });
