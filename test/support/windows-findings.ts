import { installTarget } from '../../src/documents/answer/check/windows/companions.js';
import { knownSettings } from '../../src/documents/answer/check/windows/known-settings.js';
import { Report } from '../../src/documents/answer/check/windows/report.js';
import { structure } from '../../src/documents/answer/check/windows/structure.js';
import { WindowsFile } from '../../src/documents/answer/check/windows/windows-file.js';
import { readXml } from '../../src/platform/xml/index.js';

/** The attributes of a component besides its name. */
export const TOKENS =
  'processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"';

/** Line 1; the content begins on line 2. */
export function unattend(...lines: string[]): string {
  return [
    '<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">',
    ...lines,
    '</unattend>',
  ].join('\n');
}

/** Lines 1 to 3; the content begins on line 4. */
export function settings(pass: string, component: string, ...lines: string[]): string {
  const open = `<component name="${component}" ${TOKENS}>`;
  return unattend(`<settings pass="${pass}">`, open, ...lines, '</component>', '</settings>');
}

/** Findings of the rules of the table: `4 error windows/wrong-pass: found | expected`. */
export function said(text: string): string[] {
  const file = new WindowsFile(readXml(Buffer.from(text)).root);
  const report = new Report(file);
  for (const rule of [structure, knownSettings, installTarget]) rule(file, report);
  return report.findings.map(
    ({ line, severity, rule, found, expected }) => `${line} ${severity} ${rule}: ${found} | ${expected.en}`,
  );
}

export const SHELL = 'Microsoft-Windows-Shell-Setup';
export const SETUP = 'Microsoft-Windows-Setup';
export const DEPLOYMENT = 'Microsoft-Windows-Deployment';
