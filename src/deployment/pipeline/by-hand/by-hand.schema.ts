import { z } from 'zod';
import { MANUAL_VERDICTS, PICTURE_TYPES, SIGNATURE_ROLES } from '../../recette/index.js';

const when = z.iso.datetime();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** A drawn signature of 100 kB in base64. */
const LONGEST_DRAWING = 140_000;

export const passOpenSchema = z
  .strictObject({
    verdict: z.literal('passed').describe('The only verdict that several checks can have at once'),
    checks: z
      .array(z.string().max(200))
      .max(100)
      .optional()
      .describe('Those that were seen open; by default all that are open'),
  })
  .meta({ id: 'PassOpen' });
export type PassOpenBody = z.output<typeof passOpenSchema>;

export const passedOpenSchema = z
  .object({
    answered: z.array(z.string()).describe('Answered now'),
    already: z.array(z.string()).describe('Had an answer, which stays'),
  })
  .meta({ id: 'PassedOpen' });

export const pastAnswerSchema = z
  .object({
    revision: z.int(),
    verdict: z.enum(MANUAL_VERDICTS),
    remark: z.string().optional(),
    by: z.string(),
    at: when,
  })
  .meta({ id: 'PastAnswer' });

export const photoSchema = z
  .object({
    checkId: z.string(),
    digest: digest.describe('SHA-256 of the bytes'),
    mediaType: z.enum(PICTURE_TYPES),
    takenAt: when,
    by: z.string(),
  })
  .meta({ id: 'CheckPhoto' });

export const addedPhotoSchema = z.object({ digest }).meta({ id: 'AddedPhoto' });

const drawing = z.base64().max(LONGEST_DRAWING).describe('A PNG of at most 100 kB, in base64');
const seen = digest
  .optional()
  .describe('Digest of the answers that were read; others by now are not signed (409)');
export const signatureOrderSchema = z
  .discriminatedUnion('role', [
    z.strictObject({
      role: z.literal('technician'),
      account: z.string().max(200).optional().describe('Whose PIN it is; by default your own'),
      pin: z.string().min(1).max(64),
      drawing: drawing.optional(),
      answers: seen,
    }),
    z.strictObject({
      role: z.literal('customer'),
      name: z.string().trim().min(1).max(200),
      drawing,
      answers: seen,
    }),
  ])
  .meta({ id: 'SignatureOrder' });
export type SignatureOrder = z.output<typeof signatureOrderSchema>;

export const signaturesSchema = z
  .object({
    answers: digest.describe('Of the answers as they are now: send it with a signature'),
    signatures: z.array(
      z.object({
        role: z.enum(SIGNATURE_ROLES),
        name: z.string(),
        signedAt: when,
        drawing: z.object({ mediaType: z.enum(PICTURE_TYPES), digest }).optional(),
        byPin: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Signatures' });
