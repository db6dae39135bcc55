import { z } from 'zod';

const count = (least: number, most: number) => z.number().int().min(least).max(most).optional();

/** Rules for the code or password that unlocks a device. Without an option, the default of the platform applies. */
export const passcode = z.strictObject({
  required: z.boolean().default(true).describe('A code is needed at all'),
  minimumLength: count(4, 16).describe('Least number of characters'),
  quality: z
    .enum(['any', 'numeric', 'alphanumeric', 'complex'])
    .optional()
    .describe(
      '`numeric`: digits, no sequences; `alphanumeric`: a letter and a digit; `complex`: a symbol too',
    ),
  maximumAgeDays: count(1, 730).describe('Days after which it must change'),
  history: count(1, 50).describe('How many earlier codes are refused'),
  lockAfterMinutes: count(1, 60).describe('Minutes without use after which the device locks'),
  gracePeriodMinutes: count(0, 240).describe('Minutes after the lock in which no code is asked'),
  maximumFailedAttempts: count(4, 16).describe('Wrong codes after which the device erases or locks itself'),
});

export type ProfilePasscode = z.output<typeof passcode>;
