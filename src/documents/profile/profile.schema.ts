import { z } from 'zod';
import { checkCertificateReferences } from './certificate-references.js';
import { certificates } from './certificate.schema.js';
import { encryption } from './encryption.schema.js';
import { expecting } from './expected.js';
import { hostnamePatternFault } from './hostname.js';
import { mdm } from './mdm/mdm.schema.js';
import { line, slug } from './names.js';
import { network } from './network.schema.js';
import { passcode } from './passcode.schema.js';
import { personalise } from './personalise.schema.js';
import { recette } from './recette.schema.js';
import { restrictions } from './restrictions.schema.js';
import { secureBoot } from './secure-boot.schema.js';
import { DISK_BUSES } from './disk-choice.js';
import { size } from './size.js';
import { apt, software } from './software.schema.js';
import { updates } from './updates.schema.js';
import { users } from './user.schema.js';
import { userData } from './user-data.schema.js';
import { windows } from './windows/windows.schema.js';

const rule = z
  .strictObject({
    bus: z.array(z.enum(DISK_BUSES)).min(1).optional().describe('Buses allowed; without it, all but USB'),
    minimumBytes: size('The disk has at least this size.').optional(),
    maximumBytes: size('The disk has at most this size.').optional(),
    model: line.optional().describe('Model, with * and ?: `Samsung*`'),
  })
  .refine(({ minimumBytes = 0, maximumBytes = Infinity }) => minimumBytes <= maximumBytes, {
    path: ['maximumBytes'],
    error: expecting('au moins minimumBytes', 'at least minimumBytes'),
  });

const layout = z.strictObject({
  table: z.literal('gpt').default('gpt').describe('Partition table'),
  esp: z
    .strictObject({
      sizeBytes: size(
        'Size of the EFI system partition, 512 MiB by default; at least 260 MiB on disks with sectors of 4096 bytes.',
      )
        .refine((bytes) => bytes >= 64 * 2 ** 20, { error: expecting('64MiB au moins', 'at least 64MiB') })
        .prefault('512MiB'),
    })
    .prefault({})
    .describe('EFI system partition; made on UEFI PCs only'),
  swap: z
    .strictObject({ sizeBytes: size('Size of the swap partition.') })
    .optional()
    .describe('Swap partition; none by default'),
  root: z
    .strictObject({
      fileSystem: z.literal('ext4').default('ext4'),
      sizeBytes: size('Size of the root partition; the rest of the disk by default.').optional(),
    })
    .prefault({})
    .describe('Partition of the system'),
});

function isTimeZone(name: string): boolean {
  try {
    return (
      /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
    );
  } catch {
    return false;
  }
}

const keyboardWord = (fr: string, en: string) =>
  z.string().regex(/^[a-z0-9][a-z0-9_-]{0,40}$/i, { error: expecting(fr, en) });

const locale = z.strictObject({
  language: z
    .string()
    .regex(/^(?:[a-z]{2,3}(?:_[A-Z]{2})?\.UTF-8|C\.UTF-8)$/, {
      error: expecting('une langue comme fr_FR.UTF-8', 'a language such as fr_FR.UTF-8'),
    })
    .default('fr_FR.UTF-8')
    .describe('Language of the system, locale(7)'),
  keyboard: z
    .strictObject({
      layout: keyboardWord('une disposition XKB : fr', 'an XKB layout: fr')
        .default('fr')
        .describe('XKB layout'),
      variant: keyboardWord('une variante XKB : oss', 'an XKB variant: oss')
        .optional()
        .describe('XKB variant'),
      model: keyboardWord('un modèle XKB : pc105', 'an XKB model: pc105').optional().describe('XKB model'),
    })
    .prefault({}),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: expecting('un fuseau comme Europe/Paris', 'a zone such as Europe/Paris') })
    .default('Europe/Paris')
    .describe('Time zone, of the IANA database'),
});

const hostname = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .max(100)
    .superRefine((pattern, context) => {
      const fault = hostnamePatternFault(pattern);
      if (fault) context.addIssue({ code: 'custom', message: expecting(fault.fr, fault.en), input: pattern });
    })
    .optional()
    .describe(
      'Name of PCs that the lot does not name: text with {{serial}}, {{serialTail 6}}, {{assetTag}}, {{mac}}, {{macTail 6}}; at most 15 characters in all',
    ),
});

const percent = z.number().min(1).max(100);

const hardware = z.strictObject({
  memoryMinimumBytes: size('Least memory.').optional(),
  diskMinimumBytes: size('Least size of the disk.').optional(),
  batteryHealthMinimumPercent: percent.optional().describe('Least battery capacity, of what it had when new'),
  diskHealth: z.boolean().default(true).describe('Refuse a disk whose own diagnosis says that it fails'),
});

const consoleArgument = z.string().regex(/^tty[A-Za-z]*\d*(?:,[0-9]{1,7}[noe]?[78]?r?)?$/, {
  error: expecting('tty0 ou ttyS0,115200', 'tty0 or ttyS0,115200'),
});

/**
 * The target configuration of a PC, in YAML or JSON. The documentation and GET /api/profiles/schema get the description
 * of every field from here. Parsing adds the defaults and converts sizes to bytes.
 */
export const profileSchema = z
  .strictObject({
    name: slug.describe('Name of the profile; its versions are counted by Établi'),
    title: z.strictObject({ fr: line, en: line }).optional().describe('Name for people'),
    master: z
      .strictObject({
        name: slug.describe('Master to install'),
        version: line.optional().describe('Its version, quoted; the newest by default'),
      })
      .optional()
      .describe('The system image; needed to deploy, not for devices that are only managed'),
    disk: z
      .strictObject({
        rule: rule.prefault({}).describe('Which disk is erased: exactly one must fit, or nothing is done'),
        layout: layout.prefault({}),
        verify: z
          .enum(['full', 'sampled'])
          .default('full')
          .describe('How much of what was written is read back and compared'),
      })
      .prefault({}),
    locale: locale.prefault({}).describe('Language, keyboard, time zone'),
    hostname: hostname.prefault({}),
    users: users.default([]).describe('Accounts of people'),
    network: network.prefault({}),
    certificates: certificates
      .optional()
      .describe('Certificates that Wi-Fi and VPN refer to, and that are installed'),
    hardware: hardware.prefault({}).describe('What the PC must have before anything is erased'),
    software: z
      .array(software)
      .max(500)
      .default([])
      .describe('What is installed after the master, in this order'),
    apt: apt.prefault({}).describe('Where packages come from'),
    update: z
      .enum(['none', 'security', 'all'])
      .default('none')
      .describe('What is brought up to date at the end; needs the repositories'),
    personalise: personalise.prefault({}),
    kernel: z
      .strictObject({
        console: z.array(consoleArgument).max(4).default([]).describe('console= arguments, in their order'),
      })
      .prefault({}),
    recette: recette.prefault({}).describe('The acceptance run'),
    security: z
      .strictObject({
        secureBoot: secureBoot.describe('Whether Secure Boot must be on, and which authorities it trusts'),
        sshPasswordLogin: z
          .boolean()
          .default(false)
          .describe('Whether the SSH server takes passwords; keys only by default'),
      })
      .prefault({}),
    restrictions: restrictions.optional().describe('What people may do on a managed device'),
    passcode: passcode.optional().describe('The code that unlocks a managed device'),
    updates: updates.optional().describe('How a managed device updates itself'),
    encryption: encryption.optional().describe('Encryption of the disk of a managed device'),
    userData: userData.describe('What becomes of the data of users that is on the PC'),
    windows: windows.optional(),
    mdm: mdm.optional(),
  })
  .superRefine(checkCertificateReferences)
  .meta({ title: 'Profil de déploiement / Deployment profile' });

/** A parsed profile, with defaults and with sizes in bytes. */
export type ProfileDocument = z.output<typeof profileSchema>;

/** The JSON Schema (draft 2020-12) of the input. */
export function profileJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' });
}
