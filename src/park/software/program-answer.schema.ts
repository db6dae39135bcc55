import { z } from 'zod';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';
import { programName, sha256 } from './program-fields.js';
import { PROGRAM_KINDS } from './program.schema.js';

export const programQuerySchema = paginationSchema.extend({ name: programName.optional() });
export type ProgramQuery = z.output<typeof programQuerySchema>;

/** A version of a program, as the API gives it. */
export const programAnswerSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    version: z.string(),
    title: z.string(),
    publisher: z.string().optional(),
    kind: z.enum(PROGRAM_KINDS),
    architecture: z.string(),
    digest: sha256.describe('SHA-256 of the canonical JSON of the document'),
    document: z.record(z.string(), z.unknown()).describe('See GET /api/programs/schema'),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Program', description: 'A version of a program of the software catalogue' });
export type ProgramDto = z.output<typeof programAnswerSchema>;

export const programPageSchema = pageSchema(programAnswerSchema).meta({ id: 'ProgramPage' });

export const addedProgramSchema = programAnswerSchema
  .extend({ isNew: z.boolean().describe('false: the catalogue had it already') })
  .meta({ id: 'AddedProgram' });
export type AddedProgramDto = z.output<typeof addedProgramSchema>;
