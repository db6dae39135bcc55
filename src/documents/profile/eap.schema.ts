import { z } from 'zod';
import { expecting } from './expected.js';
import { kebab, secret } from './names.js';

/** The name of a user or computer in EAP: one line, at most as long as a NAI (RFC 7542 §2.3). */
export const identity = z.string().regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,253}$/u, {
  error: expecting(
    'un nom d’une ligne, 253 caractères au plus',
    'a name of one line, at most 253 characters',
  ),
});

/** A DNS name or suffix. It is written into lists that use `;` and `,` as separators. */
export const domainName = z
  .string()
  .regex(/^(?=.{1,253}$)(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*$/, {
    error: expecting('un nom DNS : radius.exemple.fr', 'a DNS name: radius.example.org'),
  });

export const trust = {
  serverNames: z
    .array(domainName)
    .min(1)
    .max(10)
    .optional()
    .describe('Names that the server’s certificate may have; any without it'),
  trustedCertificates: z
    .array(kebab)
    .min(1)
    .max(10)
    .optional()
    .describe('Authorities of the server, by their name in `certificates`'),
};

export const clientCertificate = kebab.describe('Certificate of this device, by its name in `certificates`');

/** How a device authenticates to an 802.1X network. RFC 3748, RFC 5216, RFC 5281. */
export const eap = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('tls').describe('EAP-TLS: a certificate on both sides'),
    clientCertificate,
    identity: identity.optional().describe('Name that is sent; that of the certificate without it'),
    anonymousIdentity: identity.optional().describe('Name that is sent in clear'),
    ...trust,
  }),
  z.strictObject({
    method: z.literal('peap-mschapv2').describe('PEAP with MS-CHAPv2: a user name and a password'),
    identity: identity.optional().describe('User name; asked without it'),
    password: secret.optional().describe('Password; asked without it'),
    anonymousIdentity: identity.optional().describe('Outer name, sent in clear'),
    ...trust,
  }),
  z.strictObject({
    method: z.literal('ttls').describe('EAP-TTLS: a user name and a password inside TLS'),
    inner: z.enum(['pap', 'chap', 'mschap', 'mschapv2']).describe('How the password is proved'),
    identity: identity.optional().describe('User name; asked without it'),
    password: secret.optional().describe('Password; asked without it'),
    anonymousIdentity: identity.optional().describe('Outer name, sent in clear'),
    ...trust,
  }),
]);
