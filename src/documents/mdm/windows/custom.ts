import type { MdmOrder } from '../order.js';
import { type CspCommand, replace } from './syncml.js';

/** The settings of the profile that are given as OMA-URI. */
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
