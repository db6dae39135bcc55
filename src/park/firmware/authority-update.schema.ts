import { z } from 'zod';
import { VARIABLES } from './update/signed-variable.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const certificate = z.object({ subject: z.string(), issuer: z.string(), sha256 });

export const updateUploadQuerySchema = z.object({
  name: z.string().trim().min(1).max(200).describe('Name of the file, for people'),
});
export type UpdateUploadQuery = z.output<typeof updateUploadQuerySchema>;

export const updateParameterSchema = sha256.describe('Digest of the file');

/** A signed update, as the API gives it. */
export const authorityUpdateSchema = z
  .object({
    sha256,
    variable: z.enum(VARIABLES).describe('The variable that its signature is for'),
    name: z.string().describe('Of the file that was imported'),
    bytes: z.number().int(),
    signedTime: z.string().describe('By its own header, without a zone: 2010-03-06T19:17:21'),
    signers: z.array(certificate).describe('Who signed it, then those who vouch for the signer'),
    adds: z.object({
      certificates: z.array(certificate).describe('The authorities that it adds; of dbx: that it revokes'),
      digests: z.number().int().describe('Entries that are no certificate'),
    }),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AuthorityUpdate', description: 'A signed update of KEK, db or dbx of Secure Boot' });
export type AuthorityUpdateDto = z.output<typeof authorityUpdateSchema>;

export const importedUpdateSchema = authorityUpdateSchema
  .extend({ isNew: z.boolean().describe('false: it was imported already') })
  .meta({ id: 'ImportedAuthorityUpdate' });
export type ImportedUpdateDto = z.output<typeof importedUpdateSchema>;
