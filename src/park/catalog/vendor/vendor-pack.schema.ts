import { z } from 'zod';
import { bilingualSchema } from '../../../platform/core/index.js';
import { MAKERS } from './vendor-pack.js';

const maker = z.enum(MAKERS);

export const vendorCatalogSchema = z
  .object({ maker, packs: z.number().int().describe('Packs, counted for each system and release') })
  .meta({ id: 'VendorCatalogue', description: 'A catalogue of driver packs that was imported' });
export type VendorCatalogDto = z.output<typeof vendorCatalogSchema>;

export const packQuerySchema = z.object({
  build: z.coerce.number().int().min(10_240).max(99_999).default(26_100).describe('Build of Windows'),
});
export type PackQuery = z.output<typeof packQuerySchema>;

export const resolvedPackSchema = z
  .object({
    reason: bilingualSchema,
    pack: z
      .object({
        maker,
        systemId: z.string(),
        model: z.string(),
        os: z.enum(['win10', 'win11']),
        release: z.string().describe('22H2; empty for every release'),
        url: z.string(),
        fileName: z.string(),
        digest: z.object({ kind: z.enum(['sha256', 'md5']), value: z.string() }).optional(),
        bytes: z.number().int().optional(),
        released: z.string(),
      })
      .optional()
      .describe('Absent when there is none'),
  })
  .meta({ id: 'ResolvedDriverPack', description: 'The driver pack of a machine, or why there is none' });
export type ResolvedPackDto = z.output<typeof resolvedPackSchema>;
