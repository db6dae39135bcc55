import type { MdmOrder } from '../order.js';
import { type CspCommand, replace } from './syncml.js';

/** The settings that the profile gives by their own OMA-URI. */
export function customCommands({ mdm, secret }: MdmOrder): CspCommand[] {
  return (mdm.windows.custom ?? []).map(({ uri, format, value }, index) =>
    replace(
      `mdm.windows.custom[${index}].value`,
      uri,
      format,
      typeof value === 'object' ? secret(value) : value,
    ),
  );
}
