import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().trim().min(1).max(200);

export const driverQuerySchema = paginationSchema.extend({
  search: text
    .optional()
    .describe(
      'Part of the name of an INF, of its provider or of a device; or the beginning of a hardware id',
    ),
  class: text.optional().describe('A device class, such as Net'),
});
export type DriverQuery = z.output<typeof driverQuerySchema>;

/** A driver package, as the API gives it. */
export const driverSchema = z
  .object({
    id: z.uuid(),
    inf: z.string(),
    provider: z.string(),
    class: z.string().describe('Class of its devices, such as Net'),
    date: z.string().describe('Date of DriverVer: 2026-01-31; empty when the INF gives none'),
    version: z.string(),
    architectures: z.array(z.string()),
    signature: z.enum(['microsoft', 'vendor', 'unsigned', 'unknown']),
    signatureReason: bilingualSchema.describe('How the signature was determined'),
    digest: sha256,
    missing: z.array(z.string()).describe('Files that the INF copies and that were not in its folder'),
    findings: z.array(z.object({ line: z.number().int().optional(), text: bilingualSchema })),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'DriverPackage' });
export type DriverDto = z.output<typeof driverSchema>;

export const driverPageSchema = pageSchema(driverSchema).meta({ id: 'DriverPackagePage' });

export const driverDetailSchema = driverSchema
  .extend({
    files: z.array(z.object({ path: z.string(), sha256, bytes: z.number().int() })),
  })
  .meta({ id: 'DriverPackageDetail' });

export const driverImportSchema = z
  .object({
    packages: z.array(
      z.object({
        id: z.uuid(),
        path: z.string().describe('The INF in the folder or archive'),
        inf: z.string(),
        provider: z.string(),
        class: z.string(),
        version: z.string(),
        signature: driverSchema.shape.signature,
        isNew: z.boolean().describe('false: it was in the catalogue already'),
        missing: z.array(z.string()),
        findings: driverSchema.shape.findings,
      }),
    ),
    refused: z.array(z.object({ path: z.string(), reason: bilingualSchema })),
  })
  .meta({ id: 'DriverImport', description: 'What an import added, and which INFs it refused' });
export type DriverImportDto = z.output<typeof driverImportSchema>;

export const driverUploadQuerySchema = z.object({
  name: text.describe('Name of the archive, for messages: .zip, .cab, .7z, or an .exe that 7-Zip opens'),
});
export type DriverUploadQuery = z.output<typeof driverUploadQuerySchema>;

const pattern = text.optional();
const someMachines = {
  manufacturer: pattern.describe('Maker in SMBIOS, with * and ?; absent: all'),
  model: pattern.describe('Model in SMBIOS, with * and ?'),
  systemId: pattern.describe('SKU in SMBIOS, with * and ?'),
};

export const newRuleSchema = z
  .strictObject({
    action: z.enum(['pin', 'exclude']).describe('pin: before any rank; exclude: never'),
    packageId: z.uuid(),
    ...someMachines,
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'NewDriverRule' });
export type NewRule = z.output<typeof newRuleSchema>;

export const ruleSchema = z
  .object({
    id: z.uuid(),
    action: z.enum(['pin', 'exclude']),
    packageId: z.uuid(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    systemId: z.string().nullable(),
    reason: z.string(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'DriverRule', description: 'A decision about a package on some machines' });
export type RuleDto = z.output<typeof ruleSchema>;
