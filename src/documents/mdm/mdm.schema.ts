import { z } from 'zod';
import {
  checkedDocument,
  documentOrder,
  fileName,
  machineOrder,
  renderedDocument,
} from '../engine/server.js';
import { profileOrderShape } from '../profile/index.js';
import { MDM_PLATFORMS } from './platform.js';

const platform = z.enum(MDM_PLATFORMS).describe('What the device is');

export const mdmRenderOrderSchema = documentOrder({ platform }).meta({ id: 'MdmOrder' });

export const renderedMdmSchema = renderedDocument({
  mediaType: z.string(),
  encoding: z.enum(['utf-8', 'base64']).describe('How `content` represents the bytes'),
  content: z.string(),
}).meta({ id: 'RenderedMdm' });
export type RenderedMdmDto = z.output<typeof renderedMdmSchema>;

export const deliveryOrderSchema = z
  .strictObject({
    profile: z.string().min(1).max(63).describe('Name of a profile'),
    version: profileOrderShape.version,
    platform,
    machine: machineOrder,
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
export type MdmDeliveryDto = z.output<typeof deliverySchema>;

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
  platform: platform.optional().describe('What the device is; by default recognised from the content'),
  system: z
    .string()
    .regex(/^\d{1,3}(?:\.\d{1,3}){0,2}$/)
    .optional()
    .describe('Version of its system: 15.2'),
  fileName: fileName.describe('Name of the file, which may tell its kind'),
});

export const checkedMdmSchema = checkedDocument(
  z.string().describe('The kind that the file was recognised as'),
).meta({ id: 'CheckedMdm' });
