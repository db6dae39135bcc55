import { EtabliError, InputError } from '../../../../platform/core/index.js';
import { hostnameFault, resolveHostname } from '../../../profile/index.js';
import { place, setting } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';

/** With this value, Shell-Setup generates a name. */
const RANDOM = '*';

/**
 * The name of the PC: from the lot, else from the group, else from the pattern of the profile. The lot checks that no
 * two of its PCs have the same name (deployment/pipeline/lot/lot-rows).
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

/** If the PC lacks a value of the pattern, that is an InputError, as for the other options. */
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
