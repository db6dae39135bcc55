import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { checkedDocument, documentOrder, fileName, renderedDocument } from '../engine/server.js';
import { WINDOWS_ARCHITECTURES, WINDOWS_TARGETS } from '../profile/index.js';
import { ANSWER_KINDS } from './answer-kind.js';

const kind = z.enum(ANSWER_KINDS).describe('Kind of answer file');

export const renderOrderSchema = documentOrder({
  kind,
  target: z.enum(WINDOWS_TARGETS).optional().describe('Release of Windows, instead of the profile’s'),
  architecture: z.enum(WINDOWS_ARCHITECTURES).optional().describe('Architecture, instead of the profile’s'),
}).meta({ id: 'AnswerOrder' });

export const renderedSchema = renderedDocument({ text: z.string() }).meta({ id: 'RenderedAnswer' });
export type RenderedAnswerDto = z.output<typeof renderedSchema>;

export const importQuerySchema = z.strictObject({
  target: z.enum(WINDOWS_TARGETS).optional().describe('Release of Windows that the file is for'),
  fileName: fileName.describe('Name of the file; the draft is named after it'),
});
export type ImportQuery = z.output<typeof importQuerySchema>;

export const checkQuerySchema = importQuerySchema.extend({
  kind: kind.optional().describe('Kind of answer file; by default recognised from its content'),
});

export const checkedSchema = checkedDocument(
  kind.optional().describe('The kind that the file was recognised as'),
).meta({ id: 'CheckedAnswer' });

export const importedSchema = z
  .object({
    kind,
    draft: z.record(z.string(), z.unknown()).describe('A profile; see GET /api/profiles/schema'),
    notCarried: z
      .array(z.object({ line: z.number().int(), path: z.string(), reason: bilingualSchema }))
      .describe('Parts of the file that the draft does not hold'),
    secrets: z
      .array(
        z.object({ reference: z.string(), line: z.number().int(), path: z.string(), put: bilingualSchema }),
      )
      .describe('What to put in the vault; no value is repeated'),
  })
  .meta({ id: 'ImportedAnswer' });
