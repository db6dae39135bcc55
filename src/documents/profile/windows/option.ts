import { z } from 'zod';
import type { Bilingual } from '../../../platform/core/index.js';

/**
 * An option of Windows with its description and its place: `oobeSystem Microsoft-Windows-Shell-Setup TimeZone`, or
 * `script system HKLM\…` if only a script can set it. The JSON Schema has both, and the French description as
 * `descriptionFr`.
 */
export function option<T extends z.ZodType>(
  schema: T,
  description: Bilingual | string,
  ...landsIn: string[]
): T {
  if (typeof description === 'string') return schema.meta({ description, landsIn });
  const words = { description: description.en, descriptionFr: description.fr };
  return schema.meta(landsIn.length === 0 ? words : { ...words, landsIn });
}

/** A group of options; without an option, the default of Windows applies. */
export function group<S extends z.ZodRawShape>(shape: S, description: Bilingual) {
  return option(z.strictObject(shape).optional(), description);
}
