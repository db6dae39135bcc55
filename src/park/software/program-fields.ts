import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';

function named(pattern: RegExp, most: number, fr: string, en: string) {
  const error = expecting(fr, en);
  return z.string({ error }).max(most, { error }).regex(pattern, { error });
}

export const programName = named(
  /^[a-z0-9][a-z0-9.-]*$/,
  63,
  'des minuscules, des chiffres, des points et des tirets, 63 au plus',
  'lower-case letters, digits, dots and hyphens, at most 63',
);

export const programVersion = named(
  /^[0-9A-Za-z][0-9A-Za-z.+~_-]*$/,
  63,
  'une version entre guillemets : "24.08"',
  'a version in quotes: "24.08"',
);

/** A text on one line that goes to the PC as it is. */
export const line = (most = 200) =>
  named(
    /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Surrogate}]+$/u,
    most,
    `une ligne de texte, ${most} caractères au plus`,
    `one line of text, at most ${most} characters`,
  );

export const script = z
  .string()
  .min(1)
  .max(65_536)
  .refine((text) => !text.includes('\u0000'), {
    error: expecting('un script sans octet nul', 'a script without a NUL byte'),
  });

/** As Windows Installer writes it, in capitals. */
export const productCode = named(
  /^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/,
  38,
  'un code produit : {01234567-89AB-CDEF-0123-456789ABCDEF}',
  'a product code: {01234567-89AB-CDEF-0123-456789ABCDEF}',
);

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The name of a file on the PC: no folder, and nothing that Windows or a command line reads otherwise. */
export const fileName = named(
  /^[A-Za-z0-9_][A-Za-z0-9 _.()+-]*[A-Za-z0-9_)+-]$/,
  120,
  'un nom de fichier : lettres sans accent, chiffres, espace et _ . ( ) + -, sans dossier',
  'the name of a file: unaccented letters, digits, space and _ . ( ) + -, without a folder',
).refine((name) => !DEVICE.test(name), {
  error: expecting('un nom que Windows ne réserve pas', 'a name that Windows does not reserve'),
});

export const sha256 = named(/^[0-9a-f]{64}$/, 64, '64 chiffres hexadécimaux', '64 hexadecimal digits');

/** A file that Établi keeps among its payloads. */
export const programFile = z.strictObject({
  name: fileName.describe('Name on the PC'),
  sha256: sha256.describe('Digest of the file among the payloads; `etabli software add --file` fills it in'),
});
export type ProgramFile = z.output<typeof programFile>;

/** The name of a package, as a package manager knows it. */
export const packageId = named(
  /^[A-Za-z0-9][A-Za-z0-9._+-]*$/,
  128,
  'le nom du paquet dans le gestionnaire : Mozilla.Firefox',
  'the name of the package in its manager: Mozilla.Firefox',
);

export const packageSource = named(
  /^(?:[A-Za-z0-9][A-Za-z0-9._-]*|https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[A-Za-z0-9._~/-]*)$/,
  300,
  'le nom d’une source, ou une adresse https:// sans mot de passe',
  'the name of a source, or an https:// address without a password',
);
