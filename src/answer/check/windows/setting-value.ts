import type { XmlElement } from '../../../xml/index.js';
import type { KnownSetting } from '../../tables/windows-settings.js';
import type { Report } from './report.js';

/** What template engines and scripts fill in before Windows reads the file. */
const PLACEHOLDER = /\{\{.*\}\}|\$\{?\w|%[^%\s]+%|@\S+@|\[\[.*\]\]|__\w+__|<%|\{%/s;

const RULES = {
  boolean: 'windows/bad-boolean',
  integer: 'windows/bad-integer',
  'one of': 'windows/bad-value',
  text: 'windows/bad-length',
} as const;

/** The text of a setting against what the table says that it may be. */
export function settingValue(element: XmlElement, known: KnownSetting, report: Report): void {
  const rule = known.value;
  const value = element.text;
  if (rule.accepts(value)) return;
  const trimmed = value.trim();
  if (rule.accepts(trimmed)) return;
  const filledIn = PLACEHOLDER.test(trimmed.slice(0, 200));
  report.add({
    rule: filledIn ? 'windows/placeholder' : RULES[rule.kind],
    severity: filledIn ? 'note' : trimmed === '' ? 'warning' : 'error',
    at: element,
    found: trimmed === '' ? `<${element.name}/>` : trimmed,
    expected: rule.expected,
    remedy: filledIn
      ? {
          fr: 'ce texte est rempli plus tard : contrôlez le fichier une fois rempli',
          en: 'this text is filled in later: check the file once it is',
        }
      : { fr: `corrigez la valeur de ${element.name}`, en: `mend the value of ${element.name}` },
  });
}
