import { z } from 'zod';
import { bilingualSchema } from './bilingual.schema.js';
import { SEVERITIES } from './document-finding.js';

/** The findings of a checked document, for the API. */
export const checkedDocumentShape = {
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(SEVERITIES),
      line: z.number().int(),
      column: z.number().int(),
      path: z.string().optional(),
      found: z.string(),
      expected: bilingualSchema,
      remedy: bilingualSchema,
    }),
  ),
  counts: z.object({ error: z.number().int(), warning: z.number().int(), note: z.number().int() }),
};
