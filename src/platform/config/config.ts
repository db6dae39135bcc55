import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError, LANGUAGES, schemaFindings } from '../core/index.js';

const port = z.coerce.number().int().min(0).max(65_535);
const whole = z.coerce.number().int();

/** The environment variables with their defaults. docs/install.*.md documents them for administrators. */
const schema = z.object({
  /** Payloads, certificates, the embedded database, the built environment. */
  ETABLI_DATA_DIR: z.string().default('data'),
  /** 32 random bytes, base64, that encrypt every secret. Outside the data directory, so that a copy of that is not enough. */
  ETABLI_KEY_FILE: z.string().default(join(homedir(), '.config', 'etabli', 'key')),
  DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  /** Address that the listeners bind to. */
  HOST: z.string().default('0.0.0.0'),
  /** Plain HTTP: boot files and payloads for everyone, the rest for loopback only. 0 picks a free port. */
  HTTP_PORT: port.default(8080),
  /** HTTPS with a certificate of Établi's own authority: phone-home, API, board. */
  HTTPS_PORT: port.default(8443),
  /** A UNIX socket that also serves the board and the API, with the rights of loopback. */
  HTTP_SOCKET: z.string().optional(),
  /** The network interface of the boot service; without it no boot service is started. */
  BOOT_INTERFACE: z.string().optional(),
  /** `proxy` works beside the site's DHCP server; `dhcp` is the only DHCP server of an isolated network. */
  BOOT_MODE: z.enum(['proxy', 'dhcp']).default('proxy'),
  /** For BOOT_MODE=dhcp: first and last address, `10.0.0.100,10.0.0.200`. */
  BOOT_RANGE: z
    .string()
    .regex(/^\d+\.\d+\.\d+\.\d+,\d+\.\d+\.\d+\.\d+$/)
    .optional(),
  /** Where the boot service puts its files, for UEFI HTTP Boot; by default `tftp` in the data directory. */
  BOOT_FILES: z.string().optional(),
  /** The address that PCs reach Établi at; by default the first IPv4 address of BOOT_INTERFACE. */
  PUBLIC_ADDRESS: z.string().optional(),
  /** What an unknown PC boots into: the environment for an inventory, or its own disk at once. */
  UNKNOWN_MACHINES: z.enum(['inventory', 'disk']).default('inventory'),
  IMAGING_CONCURRENCY: whole.min(1).max(64).default(4),
  CONTROL_CONCURRENCY: whole.min(1).max(256).default(32),
  ETABLI_LANGUAGE: z.enum(LANGUAGES).default('fr'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = Readonly<ReturnType<typeof shape>>;

function shape(settings: z.infer<typeof schema>) {
  return {
    dataDir: resolve(settings.ETABLI_DATA_DIR),
    keyFile: resolve(settings.ETABLI_KEY_FILE),
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    host: settings.HOST,
    httpPort: settings.HTTP_PORT,
    httpsPort: settings.HTTPS_PORT,
    httpSocket: settings.HTTP_SOCKET,
    bootInterface: settings.BOOT_INTERFACE,
    bootMode: settings.BOOT_MODE,
    bootRange: settings.BOOT_RANGE,
    bootFiles: resolve(settings.BOOT_FILES ?? join(settings.ETABLI_DATA_DIR, 'tftp')),
    publicAddress: settings.PUBLIC_ADDRESS,
    unknownMachines: settings.UNKNOWN_MACHINES,
    imagingConcurrency: settings.IMAGING_CONCURRENCY,
    controlConcurrency: settings.CONTROL_CONCURRENCY,
    language: settings.ETABLI_LANGUAGE,
    logLevel: settings.LOG_LEVEL,
  };
}

/** Reads and checks the environment variables. Throws InputError that names every wrong one. */
export function loadConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(shape(result.data));
  const findings = schemaFindings(result.error.issues, given);
  const names = findings.map(({ field }) => field).join(', ');
  throw new InputError({ fr: `réglages invalides : ${names}`, en: `invalid settings: ${names}` }, findings);
}
