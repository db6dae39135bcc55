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

export const redeemedSchema = z
  .object({
    answer: z.string().describe('unattend.xml with the values of its secrets'),
    session: z.string().describe('bearer token of the reports that follow'),
    keepsAutologon: z.boolean().describe('the profile asks for an autologon: its values stay'),
  })
  .meta({ id: 'WindowsRedeemed' });
