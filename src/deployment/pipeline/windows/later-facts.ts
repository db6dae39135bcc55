import { z } from 'zod';
import { bilingualSchema } from '../../../platform/core/index.js';
import type { Facts } from '../facts.js';

/** What a step did with an option on the running PC. */
const appliedSchema = z.object({
  /** `windows.security.uac.level` */
  option: z.string(),
  outcome: z.enum(['already', 'applied', 'not-possible', 'failed']),
  reason: bilingualSchema.optional(),
});
export type Applied = z.output<typeof appliedSchema>;

const laterSchema = z.object({
  windowsAccess: z.object({ account: z.string() }).optional().catch(undefined),
  applied: z.array(appliedSchema).optional().catch(undefined),
  keptRecovery: z.array(z.string()).optional().catch(undefined),
});

/** Facts of the steps that run on the installed Windows: none in a plan that an earlier release froze. */
export function laterFacts(facts: Facts): z.output<typeof laterSchema> {
  return laterSchema.parse(facts);
}
