import { z } from 'zod';
import { checkedDocumentShape } from '../../platform/core/index.js';
import { machineReferenceSchema } from '../../park/machine/index.js';
import { askedProfileShape } from '../profile/index.js';
import { MDM_PLATFORMS } from './platform.js';

const bilingual = z.object({ fr: z.string(), en: z.string() });
const platform = z.enum(MDM_PLATFORMS).describe('What the device is');

export const mdmRenderOrderSchema = z
  .strictObject({
    ...askedProfileShape,
    platform,
    machine: machineReferenceSchema.prefault({}),
    reveal: z
      .boolean()
      .default(false)
      .describe('Write the values of secrets instead of {vault:…}: administrators only, and audited'),
  })
  .meta({ id: 'MdmOrder' });
export type MdmRenderOrder = z.output<typeof mdmRenderOrderSchema>;

export const renderedMdmSchema = z
  .object({
    files: z.array(
      z.object({
        name: z.string(),
        mediaType: z.string(),
        encoding: z.enum(['utf-8', 'base64']).describe('How `content` stands for the bytes'),
        content: z.string(),
        secret: z.boolean().describe('True when the file holds the value of a secret'),
      }),
    ),
    secrets: z.array(z.string()).describe('References of the vault that the files need'),
    notCarried: z
      .array(z.object({ option: z.string(), reason: bilingual }))
      .describe('What the profile says and this platform cannot'),
  })
  .meta({ id: 'RenderedMdm' });

export const deliveryOrderSchema = z
  .strictObject({
    profile: z.string().min(1).max(63).describe('Name of a profile'),
    version: askedProfileShape.version,
    platform,
    machine: machineReferenceSchema.prefault({}),
    file: z.string().min(1).max(255).optional().describe('Which of the files; the first by default'),
    minutes: z.number().int().min(1).max(1_440).default(60).describe('How long the link waits'),
  })
  .meta({ id: 'MdmDeliveryOrder' });
export type DeliveryOrder = z.output<typeof deliveryOrderSchema>;

export const deliverySchema = z
  .object({
    id: z.uuid(),
    url: z.string().describe('Opens once; then it is spent'),
    qr: z.string().describe('The link as a QR code, SVG'),
    file: z.string(),
    mediaType: z.string(),
    expiresAt: z.iso.datetime(),
    notCarried: renderedMdmSchema.shape.notCarried,
  })
  .meta({ id: 'MdmDelivery' });

const pem = z.string().min(1).max(65_536);

export const signingKeySchema = z
  .strictObject({
    certificates: pem.describe('The certificate and those above it, PEM'),
    key: pem.describe('Its private key, RSA or elliptic curve, PEM'),
    passphrase: z.string().min(1).max(1_024).optional().describe('Of the key, when it is encrypted'),
  })
  .meta({ id: 'MdmSigningKey' });
export type SigningKeyBody = z.output<typeof signingKeySchema>;

export const mdmCheckQuerySchema = z.strictObject({
  platform: platform.optional().describe('What the device is; told from the content by default'),
  system: z
    .string()
    .regex(/^\d{1,3}(?:\.\d{1,3}){0,2}$/)
    .optional()
    .describe('Version of its system: 15.2'),
  fileName: z.string().min(1).max(255).optional().describe('Name of the file, which may tell its kind'),
});
export type MdmCheckQuery = z.output<typeof mdmCheckQuerySchema>;

export const checkedMdmSchema = z
  .object({
    kind: z.string().describe('What the file was taken for'),
    ...checkedDocumentShape,
  })
  .meta({ id: 'CheckedMdm' });
