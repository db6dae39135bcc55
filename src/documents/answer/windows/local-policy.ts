import { renderTemplate } from '../../../platform/template/index.js';

/** Values of [System Access] of a security template: `MaximumPasswordAge`, -1 where it never ends. MS-GPSB §2.2.1. */
export type LocalPolicy = Record<string, number>;

/**
 * A PowerShell script that writes account policies with secedit and reads them back from an export of it, whose
 * names are the same in every language. Exits with the number of values that do not hold.
 */
export function localPolicyScript(values: LocalPolicy): string {
  return renderTemplate('answer/windows/local-policy.ps1', {
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
}
