import { InputError } from '../../../platform/core/index.js';
import { hostnameFault, resolveHostname } from '../../profile/index.js';
import type { LinuxOrder } from './order.js';

/**
 * The host name from the lot, else from the profile's pattern; undefined without both. Throws InputError when
 * the lot's name is not valid, OperatorError as `resolveHostname` does.
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
