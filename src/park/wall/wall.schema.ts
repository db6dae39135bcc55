import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';

/** The largest grid: it must be readable on one screen. */
export const GRID = { rows: 12, columns: 20 } as const;

const name = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,11}$/u,
    expecting(
      '1 à 12 lettres, chiffres, espaces, points ou tirets, comme A1',
      '1 to 12 letters, digits, spaces, dots or hyphens, such as A1',
    ),
  )
  .describe('What stands on the bench: `A1`');

const switchPort = z.string().trim().max(64).describe('The port of the switch: `sw1 Gi0/12`');

const cell = z.object({
  name,
  row: z.int().min(1).max(GRID.rows),
  column: z.int().min(1).max(GRID.columns),
});

export const gridSchema = z
  .strictObject({
    positions: z
      .array(cell.extend({ switchPort: switchPort.optional() }).strict())
      .max(GRID.rows * GRID.columns),
  })
  .meta({ id: 'WallGrid' });
export type Grid = z.output<typeof gridSchema>;

export const placeSchema = z
  .strictObject({
    serial: z.string().trim().min(1).max(100).optional().describe('Serial number; the PC need not be known'),
    machineId: z.uuid().optional(),
  })
  .refine(({ serial, machineId }) => (serial === undefined) !== (machineId === undefined), {
    error: expecting('soit serial, soit machineId', 'either serial or machineId'),
  })
  .meta({ id: 'WallPlace' });
export type Place = z.output<typeof placeSchema>;

export const positionSchema = cell
  .extend({
    switchPort: z.string().nullable(),
    serial: z.string().nullable(),
    machineId: z.uuid().nullable(),
    placedBy: z.string().nullable(),
    placedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WallPosition' });
export type PositionDto = z.output<typeof positionSchema>;
