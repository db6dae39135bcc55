import { z } from 'zod';
import { FIRST_BOOT_PROTOCOL, windowsIdentitySchema } from '../pipeline/index.js';

const protocol = z.literal(FIRST_BOOT_PROTOCOL);

export const redeemSchema = z
  .object({
    protocol,
    identity: windowsIdentitySchema,
    key: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .describe('32 random bytes that the PC made at its first boot, base64url'),
  })
  .meta({ id: 'WindowsRedeem' });
export type RedeemOrder = z.output<typeof redeemSchema>;

/** What the answer to a report asks for; null: nothing, as in deployments without a step in the running Windows. */
export const reportedSchema = z
  .object({
    handOver: z
      .object({ name: z.string().describe('The only name that its certificate may be for') })
      .nullable(),
  })
  .meta({ id: 'WindowsReported' });
export type Reported = z.output<typeof reportedSchema>;

export const enrolSchema = z
  .object({
    protocol,
    identity: windowsIdentitySchema,
    request: z
      .string()
      .max(8_000)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/)
      .describe('PKCS#10, DER in base64'),
  })
  .meta({ id: 'WindowsEnrol' });
export type EnrolOrder = z.output<typeof enrolSchema>;

export const enrolmentSchema = z
  .object({
    certificate: z.string().describe('For the key of the request, PEM'),
    account: z
      .object({ name: z.string(), password: z.string() })
      .describe('The local administrator to create'),
    expires: z.string().describe('When the account must end by itself, ISO 8601'),
    addresses: z.array(z.string()).describe('The only addresses that the firewall lets in'),
  })
  .meta({ id: 'WindowsEnrolment' });

export const openSchema = z
  .object({
    protocol,
    identity: windowsIdentitySchema,
    port: z.number().int().min(1).max(65_535).optional().describe('Of the WinRM listener over HTTPS'),
    fault: z.string().max(2_000).optional().describe('Why it could not be opened'),
  })
  .refine(({ port, fault }) => (port === undefined) !== (fault === undefined), 'port or fault')
  .meta({ id: 'WindowsOpen' });
export type OpenOrder = z.output<typeof openSchema>;

export const nextSchema = z.object({ next: z.enum(['wait', 'seal', 'leave']) }).meta({ id: 'WindowsNext' });

export const redeemedSchema = z
  .object({
    answer: z.string().describe('unattend.xml with the values of its secrets'),
    session: z.string().describe('bearer token of the reports that follow'),
    keepsAutologon: z.boolean().describe('the profile asks for an autologon: its values stay'),
  })
  .meta({ id: 'WindowsRedeemed' });
