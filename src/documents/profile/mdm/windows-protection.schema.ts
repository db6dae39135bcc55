import { z } from 'zod';
import { expecting } from '../expected.js';
import { line } from '../names.js';
import { unique } from '../rules.js';

const flag = (what: string) => z.boolean().optional().describe(what);
const whole = (least: number, most: number) => z.number().int().min(least).max(most).optional();

/** The CSP parts its lists by `|`. */
const listed = z
  .string()
  .regex(/^[^\u0000-\u001f\u007f-\u009f|\u2028\u2029\ufffe\uffff\p{Surrogate}]{1,260}$/u, {
    error: expecting(
      'une ligne sans | , 260 caractères au plus',
      'one line without | , at most 260 characters',
    ),
  });
const exclusions = (what: string) => z.array(listed).min(1).max(200).optional().describe(what);

const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
  error: expecting('une heure comme 12:30', 'a time such as 12:30'),
});

export const DEFENDER_DAYS = [
  'every-day',
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'never',
] as const;

/** MS Learn, "Policy CSP - Defender" and "Defender CSP". */
export const defender = z.strictObject({
  realtime: flag('Files are watched all the time'),
  behaviour: flag('What programs do is watched'),
  downloads: flag('Downloads and attachments are scanned'),
  scripts: flag('Scripts are scanned'),
  archives: flag('Archives are scanned'),
  email: flag('Mail is scanned'),
  removableDrives: flag('A full scan takes removable drives too'),
  networkFiles: flag('Files of the network are scanned'),
  userInterface: flag('People see and use its window'),
  cloud: flag('Asks Microsoft’s cloud about what it does not know'),
  cloudLevel: z
    .enum(['default', 'high', 'high-plus', 'zero-tolerance'])
    .optional()
    .describe('How readily the cloud blocks'),
  cloudTimeoutSeconds: whole(0, 50).describe(
    'Further seconds that a file is held while the cloud looks at it',
  ),
  samples: z
    .enum(['ask', 'safe', 'never', 'all'])
    .optional()
    .describe('Which samples are sent without asking'),
  potentiallyUnwanted: z.enum(['off', 'block', 'audit']).optional().describe('Potentially unwanted apps'),
  networkProtection: z.enum(['off', 'block', 'audit']).optional().describe('Dangerous addresses'),
  controlledFolders: z
    .enum(['off', 'block', 'audit', 'block-disk', 'audit-disk'])
    .optional()
    .describe('Only trusted programs write to documents, or to the sectors of the disk'),
  processorPercent: whole(0, 100).describe('Most of the processor that a scan takes; 0 does not limit it'),
  scan: z.enum(['quick', 'full']).optional().describe('What the scan of `scanDay` looks at'),
  scanDay: z.enum(DEFENDER_DAYS).optional().describe('Day of the scan'),
  scanTime: hour.optional().describe('Its time, local'),
  quickScanTime: hour.optional().describe('Time of a quick scan every day'),
  signatureHours: whole(0, 24).describe('Hours between updates of the signatures; 0 does not ask for any'),
  quarantineDays: whole(0, 90).describe('Days that quarantined files are kept; 0 is for ever'),
  excludedExtensions: exclusions('Extensions that are not scanned'),
  excludedPaths: exclusions('Paths that are not scanned'),
  excludedProcesses: exclusions('Programs whose files are not scanned'),
  attackSurfaceRules: z
    .record(
      z.string().regex(/^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/, {
        error: expecting('l’identifiant d’une règle', 'the identifier of a rule'),
      }),
      z.enum(['off', 'block', 'audit', 'warn']),
    )
    .optional()
    .describe('Attack surface reduction, by the identifiers of its rules'),
  localAdminMerge: flag('false: exclusions of local administrators do not count'),
  hideExclusionsFromAdmins: flag('Local administrators do not see the exclusions'),
});

const side = z.strictObject({
  enabled: flag('The firewall is on'),
  inbound: z.enum(['allow', 'block']).optional().describe('Connections from outside that no rule knows'),
  outbound: z.enum(['allow', 'block']).optional().describe('Connections to outside that no rule knows'),
  notifications: flag('People are told when a program is blocked'),
  stealth: flag('Closed ports do not answer'),
  shielded: flag('Nothing gets in, whatever the rules'),
  localRules: flag('Rules of the PC itself count too'),
});

const ports = z.string().regex(/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*$/, {
  error: expecting('des ports : 80,443,5000-5010', 'ports: 80,443,5000-5010'),
});
const addresses = z.string().regex(/^(?:\*|[0-9A-Za-z.:/-]+)(?:,[0-9A-Za-z.:/-]+)*$/, {
  error: expecting('des adresses : 10.0.0.0/8,LocalSubnet', 'addresses: 10.0.0.0/8,LocalSubnet'),
});

const rule = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}[A-Za-z0-9]$/, {
        error: expecting(
          'lettres, chiffres, espaces, . _ -, 2 à 100',
          'letters, digits, spaces, . _ -, 2 to 100',
        ),
      })
      .describe('Name of the rule'),
    description: line.optional().describe('What it is for'),
    direction: z.enum(['in', 'out']).describe('From outside, or to outside'),
    action: z.enum(['allow', 'block']).describe('What becomes of it'),
    enabled: z.boolean().default(true).describe('The rule counts'),
    protocol: z
      .union([z.enum(['tcp', 'udp', 'icmpv4', 'icmpv6']), z.number().int().min(0).max(255)])
      .optional()
      .describe('Protocol; every one without it'),
    localPorts: ports.optional().describe('Ports of this PC; tcp and udp only'),
    remotePorts: ports.optional().describe('Ports of the other end; tcp and udp only'),
    remoteAddresses: addresses.optional().describe('The other end'),
    program: listed.optional().describe('Path of the program'),
    networks: z
      .array(z.enum(['domain', 'private', 'public']))
      .min(1)
      .max(3)
      .optional()
      .describe('Kinds of network; all without it'),
  })
  .refine(
    ({ protocol, localPorts, remotePorts }) =>
      [localPorts, remotePorts].every((one) => one === undefined) ||
      ['tcp', 'udp', 6, 17].includes(protocol ?? ''),
    { path: ['protocol'], error: expecting('tcp ou udp, qui ont des ports', 'tcp or udp, which have ports') },
  );

/** MS Learn, "Firewall CSP". */
export const firewall = z.strictObject({
  domain: side.optional().describe('In the network of the domain'),
  private: side.optional().describe('In private networks'),
  public: side.optional().describe('In public networks'),
  rules: z
    .array(rule)
    .max(200)
    .superRefine(
      unique(
        ({ name }) => name.toLowerCase(),
        ['une règle qui n’est pas déjà dans la liste', 'a rule not yet in the list'],
      ),
    )
    .optional()
    .describe('Rules'),
});

export type MdmDefender = z.output<typeof defender>;
export type MdmFirewall = z.output<typeof firewall>;
