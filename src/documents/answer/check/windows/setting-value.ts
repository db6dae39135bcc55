import type { Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import type { KnownSetting } from '../../tables/windows-settings.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';

const RULES = {
  boolean: 'windows/bad-boolean',
  integer: 'windows/bad-integer',
  'one of': 'windows/bad-value',
  text: 'windows/bad-length',
} as const;

/** Checks the text of a setting against the values in the table. */
export function settingValue(element: XmlElement, known: KnownSetting, report: Report): void {
  const rule = known.value;
  const value = element.text;
  if (rule.accepts(value)) return;
  const trimmed = value.trim();
  if (rule.accepts(trimmed)) return;
  const filledIn = isPlaceholder(trimmed);
  report.add({
    rule: filledIn ? 'windows/placeholder' : RULES[rule.kind],
    severity: filledIn ? 'note' : severityOf(trimmed, known),
    at: element,
    found: trimmed === '' ? `<${element.name}/>` : trimmed,
    expected: rule.expected,
    remedy: filledIn
      ? FILL_IN
      : { fr: `corrigez la valeur de ${element.name}`, en: `correct the value of ${element.name}` },
  });
}

/** An empty element usually counts as absent. For configuration, newer releases may accept more values. */
function severityOf(value: string, { acting, value: rule }: KnownSetting): Severity {
  if (value === '') return 'warning';
  return rule.kind === 'one of' && !acting ? 'warning' : 'error';
}
