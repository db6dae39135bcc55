import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { inventorySchema } from '../../park/machine/index.js';

/** The version of the protocol; environment and server must have the same. */
export const PROTOCOL = 1;

/** The SSH port of the environment and of the installed system. */
export const SSH_PORT = 22;

/** An ed25519 public key as OpenSSH writes it, without comment. RFC 8709 §4. */
const hostKey = z
  .string()
  .regex(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/)
  .describe('ssh-ed25519 AAAA…, without comment');

const nonce = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('32 random bytes, base64url');

const reported = z.string().max(200).nullish();

export const identitySchema = z
  .object({
    serial: reported,
    uuid: reported,
    macs: z.array(z.string().max(64)).max(64),
    manufacturer: reported,
    product: reported,
  })
  .meta({ id: 'ReportedIdentity' });

export const helloSchema = z
  .object({
    protocol: z.literal(PROTOCOL),
    identity: identitySchema,
    hostKey,
    nonce,
    kernel: z.string().max(200).optional(),
    address: z.string().max(64).optional(),
  })
  .meta({ id: 'EnvironmentHello' });
export type Hello = z.infer<typeof helloSchema>;

export const welcomeSchema = z
  .object({
    protocol: z.literal(PROTOCOL),
    session: z.string().describe('bearer token of the requests that follow'),
    nonce,
    challenge: z.null().describe('reserved for a proof of the PC (TPM) before it gets secrets; unused today'),
    authorizedKey: z.string().describe('the key that may log in as root over SSH'),
    screenIntervalSeconds: z.number().int(),
  })
  .meta({ id: 'EnvironmentWelcome' });
export type Welcome = z.infer<typeof welcomeSchema>;

export const inventoryReportSchema = z
  .object({ nonce, inventory: inventorySchema })
  .meta({ id: 'EnvironmentInventory' });
export type InventoryReport = z.infer<typeof inventoryReportSchema>;

export const nextSchema = z
  .object({ next: z.enum(['stay', 'restart', 'power-off']) })
  .meta({ id: 'EnvironmentNext' });
export type Next = z.infer<typeof nextSchema>;

export const systemSchema = z
  .object({ hostKey, addresses: z.array(z.string().max(64)).max(64).default([]) })
  .meta({ id: 'SystemHello' });
export type SystemHello = z.infer<typeof systemSchema>;

export const screenSchema = z
  .object({
    state: z.string(),
    hostname: z.string().optional(),
    lot: z.string().optional(),
    step: z.object({ name: z.string(), title: bilingualSchema }).optional(),
    position: z.number().optional(),
    count: z.number().optional(),
    progress: z.object({ done: z.number(), total: z.number(), unit: z.string() }).optional(),
    failure: z.object({ step: z.string(), cause: bilingualSchema, remedy: bilingualSchema }).optional(),
    confirmation: z
      .discriminatedUnion('state', [
        z.object({
          state: z.literal('wanted'),
          code: z.string().describe('Six digits, to type on the board'),
          url: z.string().describe('The page of the board for the code'),
          qr: z.array(z.string()).describe('The same with the code, as a QR code: `1` is dark'),
        }),
        z.object({ state: z.literal('contested') }),
        z.object({ state: z.literal('ended') }),
      ])
      .optional(),
  })
  .meta({ id: 'EnvironmentScreen' });
