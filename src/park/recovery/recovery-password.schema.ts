import { z } from 'zod';

/** How Windows writes one: eight groups of six digits, each a multiple of 11. MS Learn, "BitLocker recovery overview". */
export const recoveryPasswordText = z
  .string()
  .regex(/^\d{6}(?:-\d{6}){7}$/)
  .refine((text) => text.split('-').every((group) => Number(group) % 11 === 0 && Number(group) < 720_896));

export const protectorIdText = z.string().regex(/^[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}$/);

export const recoveryQuerySchema = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe('Name, serial number, MAC or id of the PC, or the beginning of the id that Windows shows'),
});
export type RecoveryQuery = z.output<typeof recoveryQuerySchema>;

export const keptPasswordSchema = z
  .object({
    id: z.uuid(),
    machineId: z.uuid(),
    deploymentId: z.uuid(),
    serial: z.string().nullable().describe('Serial number of the PC: several PCs may have one name'),
    computerName: z.string(),
    drive: z.string(),
    protectorId: z.string(),
    keptAt: z.iso.datetime(),
  })
  .meta({ id: 'KeptPassword', description: 'A recovery password that is kept, without the password itself' });
export type KeptPasswordDto = z.output<typeof keptPasswordSchema>;

export const revealedPasswordSchema = keptPasswordSchema
  .extend({ password: z.string() })
  .meta({ id: 'RevealedPassword', description: 'A recovery password in clear; its reading was audited' });
export type RevealedPasswordDto = z.output<typeof revealedPasswordSchema>;
