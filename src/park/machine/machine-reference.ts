import { z } from 'zod';
import type { Machines } from './machines.service.js';

const fact = z.string().trim().min(1).max(200);

/** How an order refers to a machine: the id of a known one, facts about it, or both. */
export const machineReferenceSchema = z
  .strictObject({
    id: z.uuid().optional().describe('A machine that Établi knows'),
    serial: fact.optional().describe('Serial number'),
    assetTag: fact.optional().describe('Inventory number'),
    macs: z
      .array(z.string().regex(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i))
      .max(50)
      .optional(),
    hostname: z.string().min(1).max(63).optional().describe('Its name in the lot'),
  })
  .describe('The machine: an id, facts about it, or both; facts given here have priority');

export type MachineReference = z.output<typeof machineReferenceSchema>;

/** The facts of a machine that its files may depend on. */
export interface ReferencedMachine {
  serial?: string | null;
  assetTag?: string | null;
  macs?: readonly string[];
  hostname?: string;
}

/** The facts of the machine that an order refers to; those in the order have priority. Rejects with NotFoundError. */
export async function findReferencedMachine(
  machines: Machines,
  { id, ...facts }: MachineReference,
): Promise<ReferencedMachine> {
  if (id === undefined) return facts;
  const { serial, ownMacs } = await machines.findById(id);
  return { serial, macs: ownMacs, ...facts };
}
