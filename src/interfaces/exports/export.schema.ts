import { z } from 'zod';
import { expecting, LANGUAGES } from '../../platform/core/index.js';
import { EXPORTS } from './export-table.js';

export const exportFileSchema = z
  .string()
  .regex(
    new RegExp(`^(${EXPORTS.join('|')})\\.(csv|xlsx)$`),
    expecting(
      `l’un de ${EXPORTS.join(', ')}, en .csv ou en .xlsx`,
      `one of ${EXPORTS.join(', ')}, as .csv or .xlsx`,
    ),
  )
  .describe(`${EXPORTS.join(', ')}, with .csv or .xlsx`);

export const exportQuerySchema = z.object({
  language: z.enum(LANGUAGES).default('fr'),
  lot: z.uuid().optional().describe('Only what belongs to this lot'),
});
