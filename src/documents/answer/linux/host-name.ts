import { InputError } from '../../../platform/core/index.js';
import { hostnameFault, resolveHostname } from '../../profile/index.js';
import type { LinuxOrder } from './order.js';

/**
 * The name that the lot or the profile's pattern gives the PC, undefined without either. Throws InputError when
 * the lot's cannot be a PC's, OperatorError as `resolveHostname` does.
 */
export function hostnameOf({ profile, machine }: LinuxOrder): string | undefined {
  const { hostname } = machine;
  if (hostname === undefined) return resolveHostname(profile.hostname.pattern, machine);
  const expected = hostnameFault(hostname);
  if (expected === undefined) return hostname;
  throw new InputError(
    { fr: `machine.hostname : attendu ${expected.fr}`, en: `machine.hostname: expected ${expected.en}` },
    [{ field: 'machine.hostname', found: hostname, expected }],
  );
}
