import { z } from 'zod';
import { expecting } from './expected.js';
import { type SecureBoot, secureBootOfToday } from './names-of-today.js';

const need = z
  .enum(['required', 'optional'])
  .describe('`required`: a UEFI PC without Secure Boot is refused. BIOS PCs have none');

/**
 * Whether Secure Boot must be on, and whether the firmware gets new authorities. A word alone is `need`; readers
 * always see the group.
 */
export const secureBoot = z
  .union(
    [
      need,
      z.strictObject({
        need: need.default('required'),
        authorities: z
          .enum(['keep', 'update'])
          .default('keep')
          .describe(
            '`update`: the signed updates that an administrator imported (`etabli firmware import`) are appended to what the firmware trusts, before anything is erased',
          ),
      }),
    ],
    {
      error: expecting(
        'required, optional, ou un groupe { need: required|optional, authorities: keep|update }',
        'required, optional, or a group { need: required|optional, authorities: keep|update }',
      ),
    },
  )
  .transform((given): SecureBoot => secureBootOfToday(given) as SecureBoot)
  .prefault('required');
