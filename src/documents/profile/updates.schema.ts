import { z } from 'zod';
import { expecting } from './expected.js';

const days = (most: number) => z.number().int().min(0).max(most).optional();
const hour = z.number().int().min(0).max(23);

/** Updates of a device that a management server owns. PCs that Établi deploys use `update`. */
export const updates = z.strictObject({
  automatic: z
    .enum(['off', 'download', 'install'])
    .optional()
    .describe('What happens to updates without anyone asking'),
  deferFeatureDays: days(365).describe('Days by which new releases of the system wait'),
  deferQualityDays: days(30).describe('Days by which corrections wait'),
  deadlineDays: days(30).describe('Days after which an update installs itself, whatever the user says'),
  activeHours: z
    .strictObject({ start: hour.describe('First hour'), end: hour.describe('Hour at which they end') })
    .refine(({ start, end }) => start !== end, {
      path: ['end'],
      error: expecting('une autre heure que start', 'another hour than start'),
    })
    .optional()
    .describe('Hours of the day, local time, in which the device does not restart by itself'),
  previews: z.boolean().optional().describe('Beta versions: false forbids them'),
  apps: z.boolean().optional().describe('Apps of the store update themselves'),
});

export type ProfileUpdates = z.output<typeof updates>;
