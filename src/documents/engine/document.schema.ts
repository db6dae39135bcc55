import { z } from 'zod';
import { bilingualSchema, checkedDocumentShape } from '../../platform/core/index.js';
import { machineReferenceSchema } from '../../park/machine/index.js';
import { profileOrderShape } from '../profile/index.js';

/** The machine of an order; an order without one is for any. */
export const machineOrder = machineReferenceSchema.prefault({});

const reveal = z
  .boolean()
  .default(false)
  .describe('Write the values of secrets instead of {vault:…}: administrators only, and audited');

/** An order of files: `choice` is what only this family asks. */
export function documentOrder<Choice extends z.ZodRawShape>(choice: Choice) {
  return z.strictObject({ ...profileOrderShape, ...choice, machine: machineOrder, reveal });
}
export type DocumentOrder = z.output<ReturnType<typeof documentOrder<Record<never, never>>>>;

/** The rendered files: `file` is what each has besides its name. */
export function renderedDocument<File extends z.ZodRawShape>(file: File) {
  return z.object({
    files: z.array(
      z.object({
        name: z.string(),
        ...file,
        secret: z.boolean().describe('True when the file holds the value of a secret'),
      }),
    ),
    secrets: z.array(z.string()).describe('References of the vault that the files need'),
    notCarried: z
      .array(z.object({ option: z.string(), reason: bilingualSchema }))
      .describe('Options of the profile that these files do not hold'),
  });
}

/** What a check answers; `kind` is what the file was recognised as. */
export function checkedDocument<Kind extends z.ZodType>(kind: Kind) {
  return z.object({ kind, ...checkedDocumentShape });
}

/** Name of a file that is sent. */
export const fileName = z.string().min(1).max(255).optional();
