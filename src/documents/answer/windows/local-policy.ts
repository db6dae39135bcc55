import { renderTemplate } from '../../../platform/template/index.js';

/** Values of [System Access] in a security template: `MaximumPasswordAge`, -1 for no end. MS-GPSB §2.2.1. */
export type LocalPolicy = Record<string, number>;

/**
 * A PowerShell script that sets account policies with secedit and verifies them in an export, whose names are not
 * translated. The exit code is the number of values that differ.
 */
export function localPolicyScript(values: LocalPolicy): string {
  return renderTemplate('answer/windows/local-policy.ps1', {
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
}
