import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';

/**
 * Names that Windows refuses, and names that Windows accepts but DNS does not.
 * …/unattend/microsoft-windows-shell-setup-computername.
 */
export const computerNames: WindowsRule = (file, report) => {
  const names = (['specialize', 'offlineServicing'] as const).flatMap((pass) =>
    file.find(pass, 'Microsoft-Windows-Shell-Setup', 'ComputerName'),
  );
  const audit = file.find('auditSystem', 'Microsoft-Windows-Deployment', 'AuditComputerName/Name');
  for (const element of [...names, ...audit]) computerName(element, report);
};

/** With this value, Shell-Setup generates a name. */
const RANDOM = '*';
/** Characters that a name must not contain, besides white space. */
const FORBIDDEN = /[\s{|}~[\]^':;<=>?@!"#$%`()+/.,*&\\]/;
const WORDS = /^(?:change ?me|your|put)\b/i;

interface Fault {
  severity: Severity;
  expected: Bilingual;
}

function computerName(element: XmlElement, report: Report): void {
  const name = element.text.trim();
  if (name === '' || name === RANDOM) return;
  const fault = faultOf(name);
  if (fault === undefined) return;
  const filledIn = isPlaceholder(name) || /^\{.+\}$/.test(name) || WORDS.test(name);
  report.add({
    rule: filledIn ? 'windows/placeholder' : 'windows/bad-computer-name',
    severity: filledIn ? 'note' : fault.severity,
    at: element,
    found: name,
    expected: fault.expected,
    remedy: filledIn
      ? FILL_IN
      : {
          fr: '1 à 15 lettres sans accent, chiffres et tirets ; ou * pour un nom choisi par Windows',
          en: '1 to 15 letters without accents, digits and hyphens; or * for a name that Windows makes up',
        },
  });
}

function faultOf(name: string): Fault | undefined {
  const forbidden = FORBIDDEN.exec(name)?.[0];
  if (forbidden !== undefined) {
    const shown = /\s/.test(forbidden) ? { fr: 'espace', en: 'space' } : { fr: forbidden, en: forbidden };
    return {
      severity: 'error',
      expected: { fr: `un nom sans ${shown.fr}`, en: `a name without ${shown.en}` },
    };
  }
  const bytes = Buffer.byteLength(name);
  if (bytes > 15) {
    return {
      severity: 'error',
      expected: { fr: `15 caractères au plus, et non ${bytes}`, en: `at most 15 characters, not ${bytes}` },
    };
  }
  return dnsFault(name);
}

/** Windows accepts these names; DNS or a domain may not. RFC 1123 §2.1. */
function dnsFault(name: string): Fault | undefined {
  const warning = (fr: string, en: string): Fault => ({ severity: 'warning', expected: { fr, en } });
  if (/^\d+$/.test(name)) return warning('au moins une lettre', 'at least one letter');
  if (/^-|-$/.test(name)) return warning('ni tiret au début ni à la fin', 'no hyphen at either end');
  return /^[A-Za-z0-9-]+$/.test(name)
    ? undefined
    : warning(
        'des lettres sans accent, des chiffres et des tirets',
        'letters without accents, digits and hyphens',
      );
}
