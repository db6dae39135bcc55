import { Report } from '../../src/documents/answer/check/windows/report.js';
import type { WindowsRule } from '../../src/documents/answer/check/windows/rule.js';
import { WindowsFile } from '../../src/documents/answer/check/windows/windows-file.js';
import type { WindowsTarget } from '../../src/documents/profile/index.js';
import { readXml } from '../../src/platform/xml/index.js';

/** The findings of some rules in a text: `4 error windows/bad-time-zone: found | expected`, in English. */
export function findingsOf(rules: WindowsRule[], text: string, target?: WindowsTarget): string[] {
  return reported(rules, text, target).map(
    ({ line, severity, rule, found, expected }) => `${line} ${severity} ${rule}: ${found} | ${expected.en}`,
  );
}

/** The same, whole. */
export function reported(rules: WindowsRule[], text: string, target?: WindowsTarget) {
  const file = new WindowsFile(readXml(Buffer.from(text)).root, target);
  const report = new Report(file);
  for (const rule of rules) rule(file, report);
  return report.findings;
}
