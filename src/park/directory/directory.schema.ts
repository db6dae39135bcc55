import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { expecting, isSecretReference } from '../../platform/core/index.js';
import { isWithin, nameOfDomain, partsOf } from './ldap/names.js';

export const EXISTING = ['refuse', 'reuse', 'move'] as const;
/** What may be done with a computer account that exists: nothing, take it where it is, or take it and move it. */
export type Existing = (typeof EXISTING)[number];

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
    error: expecting('un nom en minuscules : corp', 'a name in lower case: corp'),
  })
  .describe('What profiles call it');

const dnsName = z
  .string()
  .max(253)
  .regex(/^(?=.*\.)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}(?:\.(?!$)|$))+$/, {
    error: expecting('un nom DNS : corp.example', 'a DNS name: corp.example'),
  });

const server = z.strictObject({
  name: dnsName.describe('As its certificate says: dc1.corp.example'),
  address: z
    .string()
    .refine((text) => isIP(text) !== 0, { error: expecting('une adresse IP', 'an IP address') })
    .optional()
    .describe('Where the DNS of this server does not know it'),
  port: z.int().min(1).max(65_535).default(636).describe('LDAPS'),
});
export type DirectoryServer = z.output<typeof server>;

/** RFC 4514, with one attribute a part. */
export const distinguishedName = z
  .string()
  .max(1_000)
  .refine((text) => text.trim() !== '' && partsOf(text) !== undefined, {
    error: expecting(
      'un nom comme OU=Postes,DC=corp,DC=example',
      'a name such as OU=Workstations,DC=corp,DC=example',
    ),
  });

const accountName = z
  .string()
  .max(256)
  .regex(/^[^\\/[\]:;|=,+*?<>"\u0000-\u001f\u007f]+$/, {
    error: expecting(
      'un compte : svc-join, ou svc-join@corp.example',
      'an account: svc-join, or svc-join@corp.example',
    ),
  });

const reference = z.strictObject({
  vault: z.string().refine(isSecretReference, {
    error: expecting('une référence du coffre : ad/join', 'a reference of the vault: ad/join'),
  }),
});

/** What an administrator writes of a directory. */
export const directorySchema = z
  .strictObject({
    name,
    domain: dnsName.describe('Its DNS name'),
    servers: z
      .array(server)
      .min(1)
      .max(20)
      .describe('Domain controllers, in the order in which they are asked'),
    certificateAuthority: z
      .string()
      .max(100_000)
      .refine(isAuthority, {
        error: expecting(
          'le certificat PEM de l’autorité qui a signé ceux des contrôleurs de domaine',
          'the PEM certificate of the authority that signed those of the domain controllers',
        ),
      })
      .describe('PEM: no other authority is trusted'),
    account: z
      .strictObject({ user: accountName, password: reference })
      .describe('The account that makes computer accounts, and can do nothing else'),
    organizationalUnit: distinguishedName.describe('Where computer accounts are made'),
    existing: z.enum(EXISTING).default('refuse').describe('What may be done with an account that exists'),
  })
  .superRefine(({ organizationalUnit, domain }, context) => {
    const base = nameOfDomain(domain);
    if (isWithin(organizationalUnit, base)) return;
    const message = expecting(`un nom sous ${base}`, `a name below ${base}`);
    context.addIssue({ code: 'custom', path: ['organizationalUnit'], message, input: organizationalUnit });
  })
  .meta({ id: 'Directory', description: 'An Active Directory domain, or one of Samba' });
export type DirectoryDocument = z.output<typeof directorySchema>;

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).toString() !== '';
  } catch {
    return false;
  }
}

export const directoryDtoSchema = directorySchema
  .safeExtend({ createdBy: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'KnownDirectory' });
export type DirectoryDto = z.output<typeof directoryDtoSchema>;

const words = z.object({ fr: z.string(), en: z.string() });

export const directoryTrialSchema = z
  .object({
    good: z.boolean(),
    tried: z.array(
      z.object({
        what: words.describe('What was tried'),
        state: z.enum(['good', 'bad', 'not-tried']),
        found: words,
        remedy: words.optional(),
      }),
    ),
  })
  .meta({ id: 'DirectoryTrial' });
export type DirectoryTrialDto = z.output<typeof directoryTrialSchema>;

export const printerSchema = z
  .object({
    name: z.string(),
    unc: z.string().describe('\\\\server\\printer'),
    location: z.string().nullable(),
    driver: z.string().nullable(),
    dn: z.string(),
  })
  .meta({ id: 'DirectoryPrinter' });
export type PrinterDto = z.output<typeof printerSchema>;

const line = z.string().trim().min(1).max(200);
export const newPrinterSchema = z
  .strictObject({
    unc: z
      .string()
      .max(260)
      .regex(/^\\\\[A-Za-z0-9.-]+\\[^\\/,\u0000-\u001f]+$/, {
        error: expecting('un chemin \\\\serveur\\imprimante', 'a path \\\\server\\printer'),
      }),
    location: line.optional(),
    driver: line.optional(),
    organizationalUnit: distinguishedName.optional().describe('That of the directory by default'),
  })
  .meta({ id: 'NewDirectoryPrinter' });
export type NewPrinter = z.output<typeof newPrinterSchema>;
