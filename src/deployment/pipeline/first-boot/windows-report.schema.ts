import { z } from 'zod';

/** The version of the protocol of the first boot. */
export const FIRST_BOOT_PROTOCOL = 1;

const word = z.string().max(300);
const text = z.string().max(2_000);
const protocol = z.literal(FIRST_BOOT_PROTOCOL);
/** Null, here and below: the PC could not measure it. */
const exitCode = z.number().int().nullable();

/** What the PC says that it is: as SMBIOS and its network adapters say. */
export const windowsIdentitySchema = z
  .object({ serial: word.nullish(), uuid: word.nullish(), macs: z.array(z.string().max(64)).max(64) })
  .meta({ id: 'WindowsIdentity' });

const bootSchema = z.object({
  build: z
    .string()
    .regex(/^\d+\.\d+$/)
    .describe('26100.1742'),
  edition: word.describe('Professional'),
  installationType: word,
  architecture: word,
  computerName: word,
  domain: word.nullable().describe('Null in a workgroup'),
  secureBoot: z.boolean().nullable(),
  imageState: word,
  setupComplete: z.boolean().describe('Whether the first start of Windows was over'),
});

export const DRIVER_OUTCOMES = [
  'installed',
  'not-needed',
  'restart-needed',
  'failed',
  'timed-out',
  'refused',
  'absent',
] as const;

const driverSchema = z.object({
  folder: word,
  inf: word,
  class: word,
  provider: word,
  version: word,
  outcome: z.enum(DRIVER_OUTCOMES),
  exitCode,
  seconds: z.number().min(0),
});
export type ReportedDriver = z.output<typeof driverSchema>;

const deviceSchema = z.object({
  id: text,
  name: text,
  /** CM_PROB_…; 28: no driver. */
  code: z.number().int(),
  hardwareIds: z.array(text).max(8),
});
export type ReportedDevice = z.output<typeof deviceSchema>;

/** The first report of an installed Windows. */
export const windowsReportSchema = z
  .object({
    protocol,
    identity: windowsIdentitySchema,
    boot: bootSchema,
    commands: z
      .array(z.object({ description: text, exitCode, timedOut: z.boolean() }))
      .max(1_000)
      .nullable()
      .describe('Commands of the answer file in specialize'),
    scripts: z
      .array(z.object({ name: text, status: text.describe('0 for a success') }))
      .max(1_000)
      // Absent in the reports of earlier releases.
      .nullish()
      .describe('How the scripts of the answer file ended, line by line of their summary'),
    join: z.object({ exitCode, timedOut: z.boolean() }).nullable().describe('The offline join, if asked'),
    drivers: z.array(driverSchema).max(1_000).nullable(),
    devices: z
      .object({ seen: z.number().int().min(0), ill: z.array(deviceSchema).max(200) })
      .nullable()
      .describe('Devices that Windows sees, and those that do not work'),
    setupLog: z.string().max(60_000).nullable().describe('The end of setupapi.dev.log'),
    options: z
      .object({ exitCode: z.number().int(), stdout: z.string().max(400_000) })
      .nullable()
      .describe('What the script of the options printed'),
  })
  .meta({ id: 'WindowsReport' });
export type WindowsReport = z.output<typeof windowsReportSchema>;

/** True: gone, or as it was before; false: still there. */
const removed = z.boolean().nullable();

const accessSchema = z.object({
  listener: removed,
  firewallRule: removed,
  certificate: removed,
  privateKey: removed,
  account: removed,
  profile: removed,
  tokenFilter: removed,
  settings: removed,
  service: removed,
});

/** The last report: everything of Établi was taken away. */
export const windowsSealSchema = z
  .object({
    protocol,
    identity: windowsIdentitySchema,
    left: z.array(text).max(100).nullable().describe('What is still there, and what could not be searched'),
    kept: z.array(text).max(100).describe('What waits for the first logon; it holds no secret'),
    dropped: z
      .array(text)
      .max(100)
      .nullable()
      .describe('Scripts of the first logon whose secret went before they ran'),
    // Absent where the PC has opened nothing, and in the reports of earlier releases.
    access: accessSchema.nullish().describe('What had let Établi in, part by part'),
    autologon: z.object({ enabled: z.boolean(), hasPassword: z.boolean() }),
  })
  .meta({ id: 'WindowsSeal' });
export type WindowsSeal = z.output<typeof windowsSealSchema>;
