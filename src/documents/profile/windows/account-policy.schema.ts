import { z } from 'zod';
import { expecting } from '../expected.js';
import { option } from './option.js';

const POLICY = (name: string): string => `script system secedit [System Access] ${name}`;
const minutes = (least: number) => z.int().min(least).max(99_999);

/** Account lockout after wrong passwords. Default of Windows: 10 minutes after 10 wrong passwords. */
export const lockout = z
  .strictObject({
    threshold: option(
      z.int().min(0).max(999),
      'Wrong passwords until an account is locked; 0 never locks',
      POLICY('LockoutBadCount'),
    ),
    durationMinutes: option(
      z
        .union([minutes(1), z.literal('until-unlocked')], {
          error: expecting('1 à 99999 minutes, ou until-unlocked', '1 to 99999 minutes, or until-unlocked'),
        })
        .optional(),
      'How long it stays locked, or `until-unlocked` by an administrator; 10 minutes without it',
      POLICY('LockoutDuration'),
    ),
    windowMinutes: option(
      minutes(1).optional(),
      'Wrong passwords are forgotten after this time; at most durationMinutes; 10 minutes, or the duration, without it',
      POLICY('ResetLockoutCount'),
    ),
  })
  .refine(
    ({ durationMinutes = 10, windowMinutes = 1 }) =>
      durationMinutes === 'until-unlocked' || windowMinutes <= durationMinutes,
    {
      path: ['windowMinutes'],
      error: expecting('au plus durationMinutes', 'at most durationMinutes'),
    },
  )
  .refine(
    ({ threshold, durationMinutes, windowMinutes }) =>
      threshold > 0 || (durationMinutes === undefined && windowMinutes === undefined),
    {
      path: ['threshold'],
      error: expecting('au moins 1, si une durée est donnée', 'at least 1, where a time is given'),
    },
  );

/** Password age. */
export const passwordLife = z
  .strictObject({
    maximumAgeDays: option(
      z
        .union([z.int().min(1).max(999), z.literal('never')], {
          error: expecting('1 à 999 jours, ou never', '1 to 999 days, or never'),
        })
        .optional(),
      'Days until a password expires, or `never`',
      POLICY('MaximumPasswordAge'),
    ),
    minimumAgeDays: option(
      z.int().min(0).max(998).optional(),
      'Days until a password may be changed again',
      POLICY('MinimumPasswordAge'),
    ),
    minimumLength: option(
      z.int().min(0).max(14).optional(),
      'Least number of characters of a password',
      POLICY('MinimumPasswordLength'),
    ),
    history: option(
      z.int().min(0).max(24).optional(),
      'So many former passwords are refused',
      POLICY('PasswordHistorySize'),
    ),
  })
  .refine(
    ({ maximumAgeDays = 'never', minimumAgeDays = 0 }) =>
      maximumAgeDays === 'never' || minimumAgeDays < maximumAgeDays,
    { path: ['minimumAgeDays'], error: expecting('moins que maximumAgeDays', 'less than maximumAgeDays') },
  );
