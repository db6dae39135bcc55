import { z } from 'zod';
import { bilingualSchema } from '../../../platform/core/index.js';
import { bootServiceSchema } from './measured.schema.js';

const time = z.iso.datetime();

export const networkFindingSchema = z.object({
  id: z.string(),
  verdict: z.enum(['good', 'fault', 'unmeasured']),
  title: bilingualSchema,
  found: bilingualSchema,
  remedy: bilingualSchema.optional(),
});

export const networkTestSchema = z
  .object({ at: time, findings: z.array(networkFindingSchema) })
  .meta({ id: 'NetworkTest' });
export type NetworkTestDto = z.output<typeof networkTestSchema>;

export const bootServiceStateSchema = z
  .object({
    isAlive: z.boolean().describe('It asked the server for work less than 45 s ago'),
    configured: z.string().optional().describe('BOOT_INTERFACE of the server'),
    service: bootServiceSchema.optional(),
    heardAt: time.optional(),
    latest: networkTestSchema.optional(),
  })
  .meta({ id: 'BootServiceState' });

export const bootOrderSchema = z.object({ test: z.string() }).meta({ id: 'BootOrder' });
