import { isTrue } from './partition-plan.js';
import type { WindowsRule } from './rule.js';
import { below, textAt, WINDOWS_PASSES } from './windows-file.js';

/**
 * Autologon ends after LogonCount logons. Without it, it may never end, or never start.
 * …/unattend/microsoft-windows-shell-setup-autologon-logoncount.
 */
export const autologon: WindowsRule = (file, report) => {
  const asked = WINDOWS_PASSES.flatMap((pass) =>
    file.find(pass, 'Microsoft-Windows-Shell-Setup', 'AutoLogon'),
  );
  for (const element of asked) {
    const count = textAt(element, 'LogonCount');
    if (!isTrue(textAt(element, 'Enabled')) || (count !== undefined && count !== '')) continue;
    report.add({
      rule: 'windows/autologon-without-count',
      severity: 'warning',
      at: below(element, 'Enabled')[0]!,
      found: '<Enabled>true</Enabled> (LogonCount: —)',
      expected: { fr: '<LogonCount> sous <AutoLogon>', en: '<LogonCount> below <AutoLogon>' },
      remedy: {
        fr: 'ajoutez <LogonCount>1</LogonCount> : la session ne doit pas s’ouvrir seule plus souvent qu’il ne faut',
        en: 'add <LogonCount>1</LogonCount>: nobody should be logged on by itself more often than needed',
      },
    });
  }
};
