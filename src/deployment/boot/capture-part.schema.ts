import { z } from 'zod';

const bytes = z.coerce.number().int().min(0);

/** A part of a capture. With `sha256` the upload is complete: no bytes, and the digest of the whole. */
export const capturePartSchema = z.object({
  offset: bytes.describe('The offset of this part'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Completes the upload: the SHA-256 of the whole, whose length is `offset`'),
});
export type CapturePart = z.output<typeof capturePartSchema>;

export const heldSchema = z
  .object({ sha256: z.string(), bytes: z.number().int() })
  .meta({ id: 'CaptureHeld' });
