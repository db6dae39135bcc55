import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';

export const machineQuerySchema = paginationSchema.extend({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Part of a serial number, UUID, MAC address, manufacturer or model'),
});
export type MachineQuery = z.output<typeof machineQuerySchema>;

const when = z.iso.datetime();

/** A machine, as the API gives it. */
export const machineSchema = z
  .object({
    id: z.uuid(),
    serial: z.string().optional().describe('Serial number, upper case; absent when the firmware has none'),
    uuid: z.string().optional().describe('SMBIOS UUID, lower case'),
    macs: z.array(z.string()).describe('Every MAC address seen on it, docks included'),
    ownMacs: z.array(z.string()).describe('Those of `macs` that identify it'),
    manufacturer: z.string().optional(),
    product: z.string().optional(),
    inventory: z.record(z.string(), z.unknown()).optional().describe('The last inventory'),
    inventoryAt: when.optional(),
    firstSeenAt: when,
    lastSeenAt: when,
  })
  .meta({ id: 'Machine' });
export type MachineDto = z.output<typeof machineSchema>;

export const machinePageSchema = pageSchema(machineSchema.omit({ inventory: true })).meta({
  id: 'MachinePage',
});

const proofSchema = z
  .object({
    kind: z.enum(['code', 'closed-network']),
    by: z.string().describe('Who typed the code, or who declared the network closed'),
    at: when,
    network: z.string().optional(),
  })
  .meta({ id: 'IdentityProof', description: 'The proof that a PC is this machine' });

export const machineDetailSchema = machineSchema
  .extend({
    environment: z
      .object({
        address: z.string(),
        hostKey: z.string().describe('Fingerprint, as ssh-keygen shows it'),
        proof: proofSchema.nullable().describe('null until the PC is confirmed'),
        contested: z.boolean().describe('Two PCs claim this machine at the same time'),
      })
      .nullable()
      .describe('The SSH channel of its environment; null when there is none'),
    changes: z.array(z.object({ at: when, changes: z.array(z.record(z.string(), z.unknown())) })),
  })
  .meta({ id: 'MachineDetail' });

export const anomalySchema = z
  .object({
    id: z.uuid().optional(),
    kind: z.enum([
      'adapter',
      'shared-uuid',
      'changed-board',
      'two-records',
      'foreign-ticket',
      'short-memory',
    ]),
    value: z.string().describe('The MAC address, UUID or serial number that it is about'),
    text: bilingualSchema.describe('What it means'),
    machineIds: z.array(z.uuid()),
    firstSeenAt: when,
    lastSeenAt: when,
  })
  .meta({ id: 'MachineAnomaly' });
export type AnomalyDto = z.output<typeof anomalySchema>;
