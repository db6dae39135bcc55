import { z } from 'zod';
import { DEPLOYMENT_STATES } from '../../../platform/core/index.js';
import { LONGEST_QUERY } from './scanned-text.js';

export const FOUND_KINDS = ['machine', 'deployment', 'lot'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

export const findQuerySchema = z.object({
  q: z
    .string()
    .min(1)
    .max(LONGEST_QUERY)
    .describe(
      'A serial number, UUID, MAC address, inventory number, name of a PC, lot number or certificate number, as typed or scanned',
    ),
  kind: z
    .enum(FOUND_KINDS)
    .optional()
    .describe('Only these. `deployment`: of each PC its active deployment, else its latest one'),
});
export type FindQuery = z.output<typeof findQuerySchema>;

const foundSchema = z
  .object({
    kind: z.enum(FOUND_KINDS),
    id: z.uuid().describe('Of the machine, the deployment or the lot'),
    path: z.string().describe('Its page on the board'),
    name: z.string().describe('The name of the PC, or the number of the lot'),
    serial: z.string().optional().describe('Tells PCs of the same name apart'),
    model: z.string().optional(),
    user: z.string().optional(),
    customer: z.string().optional().describe('Of a lot'),
    machineId: z.uuid().optional(),
    deploymentId: z.uuid().optional().describe('Its active deployment, else its latest one'),
    state: z.enum(DEPLOYMENT_STATES).optional().describe('Of that deployment'),
  })
  .meta({ id: 'Found' });
export type Found = z.output<typeof foundSchema>;

export const findingsSchema = z
  .object({
    query: z.string().describe('What was looked for'),
    items: z.array(foundSchema).describe('What is exactly that; several PCs may have one name'),
    total: z.int().describe('How many there are; `items` has the first 20'),
    similar: z.array(foundSchema).describe('When nothing is exactly that: what resembles it'),
  })
  .meta({ id: 'FindResult' });
export type FindResult = z.output<typeof findingsSchema>;
