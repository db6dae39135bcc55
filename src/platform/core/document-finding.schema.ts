import { z } from 'zod';
import { SEVERITIES } from './document-finding.js';

const bilingual = z.object({ fr: z.string(), en: z.string() });

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
      expected: bilingual,
      remedy: bilingual,
    }),
  ),
  counts: z.object({ error: z.number().int(), warning: z.number().int(), note: z.number().int() }),
};
