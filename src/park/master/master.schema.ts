import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';
import { windowsImageSchema } from './windows/image.schema.js';

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 lower-case hexadecimal digits')
  .meta({ id: 'Sha256' });
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const masterName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, dots and hyphens');
const masterVersion = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.+~_-]{0,62}$/, 'letters, digits and . + ~ _ -');

/** The manifest of a master: `masters/<name>/master.yaml` and the body of `POST /api/masters`. */
export const masterManifestSchema = z
  .strictObject({
    name: masterName.describe('Name; profiles refer to it'),
    version: masterVersion.describe('A name and version always refer to the same payload'),
    title: bilingualSchema.optional(),
    kind: z
      .enum(['rootfs', 'disk', 'wim'])
      .describe('rootfs: a tar of a root file system; disk: a captured disk; wim: a Windows image'),
    system: z.string().min(1).max(60).describe('debian, windows…'),
    systemVersion: z.string().max(60).default(''),
    architecture: z.enum(['amd64']).default('amd64'),
    recipe: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*$/)
      .optional()
      .describe('A script beside the manifest that writes the tar on standard output'),
    source: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .describe('The source of the payload, for people: an address or a person; nothing is fetched'),
    payload: z
      .object({ sha256, bytes: bytes.optional(), rawBytes: bytes.optional() })
      .optional()
      .describe('The payload, uploaded or in the folder of the manifest'),
    index: sha256.optional().describe('disk: digest of the uploaded index'),
    minimumDiskBytes: bytes.default(0),
    logicalSectorBytes: z.union([z.literal(512), z.literal(4096)]).optional(),
  })
  .meta({ id: 'MasterManifest' });
export type MasterManifest = z.output<typeof masterManifestSchema>;

/** A registered version of a master, as the API gives it. */
export const masterSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    version: z.string(),
    kind: z.enum(['rootfs', 'disk', 'wim']),
    system: z.string(),
    systemVersion: z.string(),
    architecture: z.string(),
    payload: z.object({ sha256, bytes, rawBytes: bytes }),
    contentsSha256: sha256.optional().describe('rootfs, wim: the list of every file with its digest'),
    indexSha256: sha256.optional().describe('disk: the index of the frames'),
    indexSignature: z.string().optional().describe('Ed25519 over the index, base64url'),
    indexKeyId: z.string().optional(),
    parentSha256: sha256.optional(),
    minimumDiskBytes: bytes,
    logicalSectorBytes: z.number().int().optional(),
    image: windowsImageSchema.optional().describe('wim: what the image is'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Master' });
export type MasterDto = z.output<typeof masterSchema>;

export const masterQuerySchema = paginationSchema.extend({ name: masterName.optional() });
export type MasterQuery = z.output<typeof masterQuerySchema>;
export const masterPageSchema = pageSchema(masterSchema).meta({ id: 'MasterPage' });

export const storedPayloadSchema = z.object({ sha256, bytes }).meta({ id: 'StoredPayload' });
export type StoredPayloadDto = z.output<typeof storedPayloadSchema>;

export const uploadQuerySchema = z.object({
  sha256: sha256.optional().describe('The digest that the upload must have'),
});
export type UploadQuery = z.output<typeof uploadQuerySchema>;

export const verificationSchema = z
  .object({
    valid: z.boolean(),
    findings: z.array(bilingualSchema).describe('The errors found'),
    checkedBytes: bytes,
  })
  .meta({ id: 'MasterVerification' });
export type VerificationDto = z.output<typeof verificationSchema>;
