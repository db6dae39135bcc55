import { z } from 'zod';
import type { Bilingual } from '../../../platform/core/index.js';

/**
 * An option of Windows with what it means and where it lands: `oobeSystem Microsoft-Windows-Shell-Setup
 * TimeZone`, or `script system HKLM\…` for what only a script can set. The JSON Schema carries both, and the
 * French words as `descriptionFr`.
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

/** A group of options; what is absent stays as Windows has it. */
export function group<S extends z.ZodRawShape>(shape: S, description: Bilingual) {
  return option(z.strictObject(shape).optional(), description);
}
