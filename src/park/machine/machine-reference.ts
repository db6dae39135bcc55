import { z } from 'zod';
import type { Machines } from './machines.service.js';

const fact = z.string().trim().min(1).max(200);

/** How an order names the machine that it is about: one that Établi knows, facts about one, or both. */
export const machineReferenceSchema = z
  .strictObject({
    id: z.uuid().optional().describe('A machine that Établi knows'),
    serial: fact.optional().describe('Serial number'),
    assetTag: fact.optional().describe('Inventory number'),
    macs: z
      .array(z.string().regex(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i))
      .max(50)
      .optional(),
    hostname: z.string().min(1).max(63).optional().describe('The name that its lot gives it'),
  })
  .describe('The machine: an id, facts about it, or both; what is said here wins');

export type MachineReference = z.output<typeof machineReferenceSchema>;

/** What files that are made for a machine may depend on. */
export interface ReferencedMachine {
  serial?: string | null;
  assetTag?: string | null;
  macs?: readonly string[];
  hostname?: string;
}

/** The machine that an order names, with what the order says of it. Rejects with NotFoundError. */
export async function findReferencedMachine(
  machines: Machines,
  { id, ...facts }: MachineReference,
): Promise<ReferencedMachine> {
  if (id === undefined) return facts;
  const { serial, ownMacs } = await machines.findById(id);
  return { serial, macs: ownMacs, ...facts };
}
