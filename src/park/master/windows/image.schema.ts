import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().max(1000);

/** A boot manager of an image, and who signed it. */
export const bootManagerSchema = z
  .object({
    path: text,
    folder: z.enum(['EFI', 'EFI_EX']),
    authenticodeSha256: digest,
    signers: z.array(
      z.object({ subject: text, issuer: text, tbsSha256: digest.nullish().describe('Of the signed part') }),
    ),
    authority: text.describe('Common name of the authority that the firmware must trust'),
    authorities: z.array(text).optional().describe('With several signatures, one of these is enough'),
    svn: z.union([z.string(), z.number()]).nullish().describe('Security version, that DBX may refuse'),
  })
  .meta({ id: 'MasterBootManager' });
export type BootManager = z.output<typeof bootManagerSchema>;

/** What the agent's `describe-image` reports: boot managers, boot drivers of storage, hardware ids of all drivers. */
export const imageDescriptionSchema = z.looseObject({
  bootManagers: z.array(bootManagerSchema),
  storage: z.array(z.looseObject({ id: text })),
  ids: z.array(text),
});
export type ImageDescription = z.output<typeof imageDescriptionSchema>;

/** What a `wim` master is. */
export const windowsImageSchema = z
  .object({
    edition: z.string().describe('EDITIONID: Professional'),
    name: z.string().describe('Windows 11 Pro'),
    build: z.string().describe('26100.1742'),
    languages: z.array(z.string()).describe('fr-FR; the default one first'),
    architecture: z.enum(['amd64']),
    productType: z.enum(['WinNT', 'ServerNT']),
    bootManagers: z.array(bootManagerSchema),
    descriptionSha256: digest.describe('A JSON payload with the drivers that the image has'),
  })
  .meta({ id: 'MasterImage' });
export type WindowsImage = z.output<typeof windowsImageSchema>;
