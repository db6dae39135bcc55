import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import { isProductKey } from '../../../windows-tables/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';

/** Checks the format of product keys. Placeholders are reported separately. */
export const productKeys: WindowsRule = (file, report) => {
  const setup = file.find('windowsPE', 'Microsoft-Windows-Setup', 'UserData/ProductKey/Key');
  const shell = file.find('specialize', 'Microsoft-Windows-Shell-Setup', 'ProductKey');
  for (const element of [...setup, ...shell]) productKey(element, report);
};

/** All zeros means no key: Windows Setup asks for one, or uses the key in the firmware. */
const NO_KEY = '00000-00000-00000-00000-00000';
/** The characters of product keys since Windows 8; Windows 7 uses a subset. */
const KEY_CHARACTERS = /^[BCDFGHJKMNPQRTVWXY2346789-]+$/;
/** Placeholder texts in published templates: `your key here`, `KVM_TEST_CDKEY`. */
const WORDS = /^\{.+\}$|\s|_|^(.)\1{4}(?:-\1{5}){4}$|key|xxxx/i;

const EXPECTED: Bilingual = {
  fr: 'une clé comme XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
  en: 'a key such as XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
};

function productKey(element: XmlElement, report: Report): void {
  const key = element.text.trim().toUpperCase();
  if (key === '' || key === NO_KEY || element.children.length > 0) return;
  const filledIn = isPlaceholder(key) || WORDS.test(key);
  const severity = filledIn ? 'note' : severityOf(key);
  if (severity === undefined) return;
  report.add({
    rule: filledIn ? 'windows/placeholder' : 'windows/bad-product-key',
    severity,
    at: element,
    found: filledIn ? element.text.trim() : `${key.slice(0, 5)}… (${key.length})`,
    expected: EXPECTED,
    remedy: filledIn
      ? FILL_IN
      : {
          fr: 'corrigez la clé : cinq groupes de cinq, sans A E I L O S U Z 0 1 5',
          en: 'correct the key: five groups of five, without A E I L O S U Z 0 1 5',
        },
  });
}

function severityOf(key: string): Severity | undefined {
  if (!isProductKey(key)) return 'error';
  return KEY_CHARACTERS.test(key) ? undefined : 'warning';
}
