import { z } from 'zod';
import { domainName } from '../eap.schema.js';
import { expecting } from '../expected.js';

const guid = z.string().regex(/^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/, {
  error: expecting(
    'un identifiant sans accolades : 1537de22-988c-4e93-b8a5-83890f34a69b',
    'an identifier without braces: 1537de22-988c-4e93-b8a5-83890f34a69b',
  ),
});

/** Returns why a text is not a valid device name or name template for Windows, or undefined. */
export function isDeviceNameTemplate(text: string): boolean {
  const shortest = text
    .replaceAll('%SERIAL%', 'S')
    .replace(/%RAND:(\d{1,2})%/g, (_whole, digits: string) => '0'.repeat(Number(digits)));
  const isWhole = /^(?!-)[A-Za-z0-9-]{1,15}(?<!-)$/.test(shortest);
  const hasNoEmptyNumber = !/%RAND:0+%/.test(text);
  const isMoreThanDigits = text.includes('%SERIAL%') || !/^\d+$/.test(shortest);
  return isWhole && hasNoEmptyNumber && isMoreThanDigits;
}

const deviceName = z
  .string()
  .max(63)
  .refine(isDeviceNameTemplate, {
    error: expecting(
      'un nom de 15 caractères au plus : lettres, chiffres, tirets, %SERIAL%, %RAND:4%',
      'a name of at most 15 characters: letters, digits, hyphens, %SERIAL%, %RAND:4%',
    ),
  });

const language = z.string().regex(/^(?:os-default|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?)$/, {
  error: expecting('os-default, ou une langue comme fr-FR', 'os-default, or a language such as fr-FR'),
});

const region = z.string().regex(/^(?:os-default|[A-Z]{2})$/, {
  error: expecting(
    'os-default, ou un pays de deux lettres comme FR',
    'os-default, or a country of two letters such as FR',
  ),
});

/** ASCII only, since the whole file must be ASCII. */
const comment = z.string().regex(/^[ -~]{1,200}$/, {
  error: expecting(
    'une ligne sans accents, 200 caractères au plus',
    'one line without accents, at most 200 characters',
  ),
});

const screen = (what: string) => z.boolean().optional().describe(what);

const oobe = z.strictObject({
  skipCortana: screen('Cortana is not offered'),
  standardUser: screen('Who sets the PC up is no administrator of it'),
  skipPrivacy: screen('The privacy questions are not asked'),
  skipOemRegistration: z.boolean().default(true).describe('The maker’s registration is not asked for'),
  skipEula: screen('The licence terms are not shown'),
  selfDeploying: screen('No user: the PC proves itself by its TPM 2.0'),
  tpmRequired: screen('A TPM is needed to join'),
  skipUpgrade: z.boolean().default(true).describe('No upgrade of Windows is offered meanwhile'),
  skipKeyboard: screen('The keyboard is not asked for; the language says it'),
});

/**
 * MS Learn, "Windows Autopilot for existing devices", and the fields that WindowsAutoPilotIntune writes for a profile
 * of Intune.
 */
export const autopilot = z
  .strictObject({
    tenantId: guid.describe('Identifier of the Microsoft Entra tenant'),
    tenantDomain: domainName.describe('Domain of the tenant: example.onmicrosoft.com'),
    join: z
      .enum(['entra', 'hybrid'])
      .default('entra')
      .describe('`hybrid`: joined to Active Directory as well'),
    forcedEnrolment: z.boolean().default(true).describe('The PC cannot be set up without its organisation'),
    oobe: oobe.prefault({}).describe('Which pages the first run leaves out'),
    deviceName: deviceName
      .optional()
      .describe('Name of the PC, with %SERIAL% and %RAND:4%; that of `hostname` without it'),
    language: language.optional().describe('Language of the first run; `os-default` is that of the image'),
    region: region.optional().describe('Country of the first run'),
    updates: z.boolean().default(false).describe('Autopilot brings itself up to date first'),
    updateTimeoutMinutes: z
      .number()
      .int()
      .min(1)
      .max(120)
      .default(30)
      .describe('Minutes after which it goes on without the update'),
    skipDomainCheck: z
      .boolean()
      .optional()
      .describe('A hybrid join does not wait for a domain controller, which a VPN reaches later'),
    correlationId: guid
      .optional()
      .describe('What the tenant knows these PCs by; derived from the profile without it'),
    comment: comment.optional().describe('Remark in the file'),
  })
  .refine(({ join, oobe }) => join === 'entra' || oobe.selfDeploying !== true, {
    path: ['oobe', 'selfDeploying'],
    error: expecting('join: entra, pour un PC sans utilisateur', 'join: entra, for a PC without a user'),
  })
  .refine(({ join, deviceName }) => join === 'entra' || deviceName === undefined, {
    path: ['deviceName'],
    error: expecting(
      'rien : le nom d’une jonction hybride vient de son profil de domaine',
      'nothing: the name of a hybrid join comes from its domain profile',
    ),
  })
  .refine(({ join, skipDomainCheck }) => join === 'hybrid' || skipDomainCheck === undefined, {
    path: ['skipDomainCheck'],
    error: expecting('join: hybrid', 'join: hybrid'),
  });
