import { z } from 'zod';

const bytes = z.coerce.number().int().min(0);

/** Where a part of a capture belongs; with `sha256` all has come: no bytes, and the digest of the whole. */
export const capturePartSchema = z.object({
  offset: bytes.describe('The byte that this part begins at'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('All has come: the SHA-256 of the whole, whose length is `offset`'),
});
export type CapturePart = z.output<typeof capturePartSchema>;

export const heldSchema = z
  .object({ sha256: z.string(), bytes: z.number().int() })
  .meta({ id: 'CaptureHeld' });
