import { EtabliError, InputError } from '../../../../platform/core/index.js';
import { hostnameFault, resolveHostname } from '../../../profile/index.js';
import { place, setting } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';

/** Shell-Setup makes up a name when it reads this. */
const RANDOM = '*';

/**
 * The name of the PC: the lot's, else that of the group, else the profile's pattern. That no two PCs of a lot
 * have one name is seen to where rows come in (deployment/lot/lot-rows).
 */
export const nameGroup: OptionGroup = (order) => ({
  settings: [
    place('specialize', 'Microsoft-Windows-Shell-Setup', [setting('ComputerName', computerName(order))]),
  ],
});

function computerName({ machine, windows, profile }: WindowsOrder): string | undefined {
  if (machine.hostname !== undefined) return checked(machine.hostname);
  const { fixed, pattern, random } = windows.name ?? {};
  if (random) return RANDOM;
  if (fixed !== undefined) return fixed;
  if (pattern !== undefined) return resolved(pattern, machine, 'windows.name.pattern');
  return resolved(profile.hostname.pattern, machine, 'hostname.pattern');
}

function checked(hostname: string): string {
  const expected = hostnameFault(hostname);
  if (expected === undefined) return hostname;
  throw new InputError(
    {
      fr: `« ${hostname} » ne peut pas être le nom d’un PC : attendu ${expected.fr}`,
      en: `"${hostname}" cannot be the name of a PC: expected ${expected.en}`,
    },
    [{ field: 'machine.hostname', found: hostname, expected }],
  );
}

/** A PC that lacks what the pattern asks for is an input to mend, as any other here. */
function resolved(
  pattern: string | undefined,
  facts: WindowsOrder['machine'],
  field: string,
): string | undefined {
  try {
    return resolveHostname(pattern, facts);
  } catch (cause) {
    if (!(cause instanceof EtabliError)) throw cause;
    const { text, remedy } = cause;
    throw new InputError(text, [{ field, found: pattern, expected: text }], { cause, remedy });
  }
}
