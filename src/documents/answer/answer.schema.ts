import { z } from 'zod';
import { checkedDocumentShape } from '../../platform/core/index.js';
import { machineReferenceSchema } from '../../park/machine/index.js';
import { askedProfileShape, WINDOWS_ARCHITECTURES, WINDOWS_TARGETS } from '../profile/index.js';
import { ANSWER_KINDS } from './answer-kind.js';

const bilingual = z.object({ fr: z.string(), en: z.string() });
const kind = z.enum(ANSWER_KINDS).describe('Kind of answer file');
const target = z.enum(WINDOWS_TARGETS).optional().describe('Release of Windows, instead of the profile’s');

export const renderOrderSchema = z
  .strictObject({
    ...askedProfileShape,
    kind,
    machine: machineReferenceSchema.prefault({}),
    target,
    architecture: z.enum(WINDOWS_ARCHITECTURES).optional().describe('Architecture, instead of the profile’s'),
    reveal: z
      .boolean()
      .default(false)
      .describe('Print the values of secrets instead of {vault:…}: administrators only, and audited'),
  })
  .meta({ id: 'AnswerOrder' });
export type RenderOrder = z.output<typeof renderOrderSchema>;

export const renderedSchema = z
  .object({
    files: z.array(
      z.object({
        name: z.string(),
        text: z.string(),
        secret: z.boolean().describe('True when the text holds the value of a secret'),
      }),
    ),
    secrets: z.array(z.string()).describe('References of the vault that the files need'),
    notCarried: z
      .array(z.object({ option: z.string(), reason: bilingual }))
      .describe('What the profile says and these files do not'),
  })
  .meta({ id: 'RenderedAnswer' });

export const importQuerySchema = z.strictObject({
  target: z.enum(WINDOWS_TARGETS).optional().describe('Release of Windows that the file is for'),
  fileName: z.string().min(1).max(255).optional().describe('Name of the file; that of the draft follows it'),
});
export type ImportQuery = z.output<typeof importQuerySchema>;

export const checkQuerySchema = importQuerySchema.extend({
  kind: kind.optional().describe('Kind of answer file; told from its content by default'),
});
export type CheckQuery = z.output<typeof checkQuerySchema>;

export const checkedSchema = z
  .object({
    kind: kind.optional().describe('What the file was taken for'),
    ...checkedDocumentShape,
  })
  .meta({ id: 'CheckedAnswer' });

export const importedSchema = z
  .object({
    kind,
    draft: z.record(z.string(), z.unknown()).describe('A profile; see GET /api/profiles/schema'),
    notCarried: z
      .array(z.object({ line: z.number().int(), path: z.string(), reason: bilingual }))
      .describe('What stands in the file and not in the draft'),
    secrets: z
      .array(z.object({ reference: z.string(), line: z.number().int(), path: z.string(), put: bilingual }))
      .describe('What to put in the vault; no value is repeated'),
  })
  .meta({ id: 'ImportedAnswer' });
