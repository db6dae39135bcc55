import { z } from 'zod';
import { identity } from '../eap.schema.js';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { isUrl, unique } from '../rules.js';
import { autopilot } from './windows-autopilot.schema.js';
import { defender, firewall } from './windows-protection.schema.js';

const httpsAddress = z
  .string()
  .max(500)
  .refine((text) => isUrl(text, ['https']), {
    error: expecting('une adresse https:// sans mot de passe', 'an https:// address without a password'),
  });

const enrolment = z
  .strictObject({
    server: httpsAddress.describe('Enrolment server: its discovery address'),
    user: identity.optional().describe('Who enrols, as user@domain; asked without it'),
    secret: secret
      .optional()
      .describe('Password of `user`, for enrolment in bulk by a provisioning package; a link never holds it'),
  })
  .refine(({ user, secret }) => secret === undefined || user !== undefined, {
    path: ['user'],
    error: expecting('le compte de ce mot de passe', 'the account of this password'),
  });

/** RFC 3986 characters of a node in the tree of the user or of the device. OMA-TS-DM_Protocol §2. */
const omaUri = z
  .string()
  .regex(/^\.\/(?:(?:Device|User)\/)?Vendor\/MSFT(?:\/[A-Za-z0-9._~%!$'()*+,;=:@{} -]+)+$/, {
    error: expecting(
      'un chemin comme ./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera',
      'a path such as ./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera',
    ),
  });

const MOST_DATA = 65_536;

const custom = z
  .strictObject({
    uri: omaUri.describe('OMA-URI of the node'),
    format: z.enum(['int', 'chr', 'bool', 'b64', 'xml']).describe('Format of its value'),
    value: z
      .union([z.string().max(MOST_DATA), z.number().int(), z.boolean(), secret])
      .describe('Its value, or a secret of the vault'),
  })
  .superRefine(({ format, value }, context) => {
    if (typeof value === 'object' || FORMATS[format].test(String(value))) return;
    context.addIssue({ code: 'custom', path: ['value'], message: FORMATS[format].words, input: value });
  });

const format = (pattern: RegExp, fr: string, en: string) => ({
  test: (text: string) => pattern.test(text),
  words: expecting(fr, en),
});

/** XML 1.0 §2.2. */
const xmlText = format(
  /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]*$/u,
  'un texte que XML peut tenir',
  'a text that XML can hold',
);

const FORMATS = {
  int: {
    test: (text: string) => /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= 0xffff_ffff,
    words: expecting('un entier de 32 bits', 'a 32-bit integer'),
  },
  bool: format(/^(?:true|false)$/, 'true ou false', 'true or false'),
  b64: format(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'du base64', 'base64'),
  chr: xmlText,
  xml: xmlText,
};

/** Options for Windows PCs that a management server owns. */
export const windows = z.strictObject({
  autopilot: autopilot.optional().describe('Windows Autopilot for existing devices'),
  enrolment: enrolment.optional().describe('Management server that the PC enrols with'),
  provisioning: z
    .strictObject({
      hideOobe: z
        .boolean()
        .optional()
        .describe('The first-run questions are not asked; needs an administrator in `users`'),
    })
    .optional()
    .describe('What only a provisioning package says'),
  defender: defender.optional().describe('Microsoft Defender Antivirus'),
  firewall: firewall.optional().describe('Windows firewall'),
  custom: z
    .array(custom)
    .max(500)
    .superRefine(
      unique(
        ({ uri }) => uri.toLowerCase(),
        ['un chemin qui n’est pas déjà dans la liste', 'a path not yet in the list'],
      ),
    )
    .optional()
    .describe('Further settings by their OMA-URI'),
});
