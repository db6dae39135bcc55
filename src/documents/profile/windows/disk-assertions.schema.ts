import { z } from 'zod';
import { expecting } from '../expected.js';
import { size } from '../size.js';
import { option } from './option.js';

/** How a disk is connected to a PC, as diskpart of Windows PE names it; these names are not translated. */
export const WINDOWS_BUSES = [
  'nvme',
  'sata',
  'ata',
  'sas',
  'scsi',
  'raid',
  'usb',
  'mmc',
  'sd',
  'ufs',
  'virtual',
] as const;

const STOPS = 'script windowsPE X:\\etabli-disk.cmd';

/**
 * Conditions on the disk. A script checks them in Windows PE, before diskpart erases anything. Sizes are compared in
 * whole GiB, as diskpart shows them.
 */
export const diskAssertions = z
  .strictObject({
    minimumBytes: option(
      size('The disk has at least this size, rounded down to GiB.').optional(),
      'The disk has at least this size, rounded down to GiB. In bytes, or with a unit: 20GB, 16GiB.',
      STOPS,
    ),
    maximumBytes: option(
      size('The disk has at most this size, rounded up to GiB.').optional(),
      'The disk has at most this size, rounded up to GiB. In bytes, or with a unit: 20GB, 16GiB.',
      STOPS,
    ),
    bus: option(
      z.array(z.enum(WINDOWS_BUSES)).min(1).optional(),
      'Buses allowed; all but usb without it. A disk behind Intel RST or VMD is raid',
      STOPS,
    ),
    model: option(
      z
        .string()
        .regex(/^[A-Za-z0-9 *?()+,./_-]{1,60}$/, {
          error: expecting(
            'un modèle : lettres, chiffres, espaces, ( ) + , . / _ - et les jokers * ?, 60 au plus',
            'a model: letters, digits, spaces, ( ) + , . / _ - and the wildcards * ?, at most 60',
          ),
        })
        .optional(),
      'Model, with * and ?: `Samsung*`',
      STOPS,
    ),
    exactlyOne: option(z.boolean().default(true), 'No other disk of the PC fits these assertions', STOPS),
    noPartitions: option(z.boolean().default(false), 'The disk has no partition yet', STOPS),
  })
  .refine(({ minimumBytes = 0, maximumBytes = Infinity }) => minimumBytes <= maximumBytes, {
    path: ['maximumBytes'],
    error: expecting('au moins minimumBytes', 'at least minimumBytes'),
  });

export type DiskAssertions = z.output<typeof diskAssertions>;
export type WindowsBus = (typeof WINDOWS_BUSES)[number];
