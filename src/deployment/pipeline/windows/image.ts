import { z } from 'zod';

/** A boot manager of an image, as its import read it from the PE file. */
export const bootManagerSchema = z.looseObject({
  path: z.string(),
  /** `EFI`: signed under the authority of 2011; `EFI_EX`: under that of 2023. */
  folder: z.enum(['EFI', 'EFI_EX']),
  authenticodeSha256: z.string(),
  signers: z.array(z.looseObject({ subject: z.string(), issuer: z.string() })),
  /** What the firmware's `db` must hold. */
  authority: z.string(),
  /** Its security version: the firmware can revoke all that are lower. */
  svn: z.unknown().optional(),
});
export type ImageBootManager = z.output<typeof bootManagerSchema>;

/** What the master says of the Windows in it; its import measured it. */
export const imageSchema = z.looseObject({
  edition: z.string(),
  name: z.string(),
  /** `26100.1742` */
  build: z.string(),
  languages: z.array(z.string()),
  architecture: z.string(),
  productType: z.enum(['WinNT', 'ServerNT']),
  bootManagers: z.array(bootManagerSchema),
  /** A payload: what the image’s registry says of drivers. */
  descriptionSha256: z.string(),
});
export type WindowsImage = z.output<typeof imageSchema>;
