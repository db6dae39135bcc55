import type { XmlElement } from '../../../../platform/xml/index.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below } from './windows-file.js';

const ACCOUNTS = 'UserAccounts/LocalAccounts/LocalAccount';

/** https://learn.microsoft.com/windows/win32/api/lmaccess/ns-lmaccess-user_info_1 : usri1_name, and no control characters. */
const FORBIDDEN = /["/\\[\]:|<>+=;,?*@\p{Cc}]/u;

/** Names of local accounts that Windows refuses: the account is not created, and autologon fails. */
export const accountNames: WindowsRule = (file, report) => {
  for (const pass of ['auditSystem', 'oobeSystem'] as const) {
    for (const { element } of file.componentsOf(pass, 'Microsoft-Windows-Shell-Setup')) {
      for (const name of below(element, `${ACCOUNTS}/Name`)) accountName(name, report);
    }
  }
};

function accountName(element: XmlElement, report: Report): void {
  const name = element.text.trim();
  const forbidden = FORBIDDEN.exec(name)?.[0];
  if (forbidden === undefined && !/^[. ]+$|\.$/.test(name)) return;
  const filledIn = isPlaceholder(name);
  const shown = forbidden ?? '.';
  report.add({
    rule: filledIn ? 'windows/placeholder' : 'windows/bad-account-name',
    severity: filledIn ? 'note' : 'error',
    at: element,
    found: name,
    expected:
      forbidden === undefined
        ? { fr: 'un nom qui ne finit pas par un point', en: 'a name that does not end with a full stop' }
        : { fr: `un nom sans ${shown}`, en: `a name without ${shown}` },
    remedy: filledIn
      ? FILL_IN
      : {
          fr: 'écrivez un nom de 20 caractères au plus, sans " / \\ [ ] : | < > + = ; , ? * @',
          en: 'write a name of at most 20 characters, without " / \\ [ ] : | < > + = ; , ? * @',
        },
  });
}
