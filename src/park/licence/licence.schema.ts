import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';

/** Of a pool: all keys of one are opened when keys are added, and all that are taken are shown at once. */
export const MOST_LICENCES = 100_000;
const MOST_KEYS = 10_000;

const poolName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, {
    error: expecting(
      'des minuscules, des chiffres, des points et des tirets, 63 au plus',
      'lower-case letters, digits, dots and hyphens, at most 63',
    ),
  });
const licenceKey = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e][\x20-\x7e]*$/, {
    error: expecting('une clé en ASCII sur une ligne', 'a key in ASCII on one line'),
  });

export const poolParameterSchema = poolName.describe('Name of the pool');

/** Licences to add: so many of them, or keys. */
export const newLicencesSchema = z
  .strictObject({
    count: z.number().int().min(1).max(MOST_LICENCES).optional().describe('How many, without keys'),
    keys: z.array(licenceKey).min(1).max(MOST_KEYS).optional().describe('Keys, each for one machine'),
  })
  .refine(({ count, keys }) => (count === undefined) !== (keys === undefined), {
    error: expecting('count ou keys, l’un des deux', 'count or keys, one of them'),
  })
  .meta({ id: 'NewLicences' });
export type NewLicences = z.output<typeof newLicencesSchema>;

export const releaseSchema = z
  .strictObject({
    machineId: z.uuid().describe('The machine that does not use it any more'),
    reason: z.string().trim().min(1).max(500).describe('Why, for the audit log'),
  })
  .meta({ id: 'LicenceRelease' });
export type Release = z.output<typeof releaseSchema>;

export const licencePoolSchema = z
  .object({
    name: z.string(),
    kind: z.enum(['count', 'keys']),
    total: z.number().int(),
    free: z.number().int(),
    taken: z.number().int().describe('Reserved for a deployment, or with a machine'),
    used: z.number().int().describe('Of these: that a machine was given'),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'LicencePool', description: 'Licences of one product; keys are never shown' });
export type LicencePoolDto = z.output<typeof licencePoolSchema>;

const takenLicenceSchema = z.object({
  position: z.number().int(),
  machineId: z.uuid().optional(),
  machine: z.string().optional().describe('Serial number or MAC of the machine'),
  deploymentId: z.uuid().optional(),
  takenAt: z.iso.datetime(),
  usedAt: z.iso.datetime().optional().describe('When the machine was given it'),
});
export type TakenLicenceDto = z.output<typeof takenLicenceSchema>;

export const licencePoolDetailSchema = licencePoolSchema
  .extend({ holders: z.array(takenLicenceSchema) })
  .meta({ id: 'LicencePoolDetail' });
export type LicencePoolDetailDto = z.output<typeof licencePoolDetailSchema>;
