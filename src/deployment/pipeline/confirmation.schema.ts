import { z } from 'zod';

/** As a person types it: `123456`, or `123 456`. */
export const confirmationSchema = z
  .object({
    code: z
      .string()
      .max(20)
      .transform((text) => text.replaceAll(/[\s\u00a0\u202f-]/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, { error: 'six chiffres ‖ six digits' }))
      .describe('The six digits that the PC’s screen shows'),
  })
  .meta({ id: 'Confirmation' });
