import { z } from 'zod';

/** A text in both languages, as JSON holds it. */
export const bilingualSchema = z.object({ fr: z.string(), en: z.string() });
