import type { z } from 'zod';

/**
 * An option of Windows with what it means and where it lands: `oobeSystem Microsoft-Windows-Shell-Setup
 * TimeZone`, or `script system HKLM\…` for what only a script can set. The JSON Schema carries both.
 */
export function option<T extends z.ZodType>(schema: T, description: string, ...landsIn: string[]): T {
  return schema.meta({ description, landsIn });
}
