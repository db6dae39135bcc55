import type { Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { passBit, WINDOWS_PASSES } from '../../tables/windows-settings.js';
import { checkComponent } from './component-identity.js';
import { isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { near } from './near.js';
import { UNATTEND_NAMESPACE, type WindowsSettings } from './windows-file.js';

/** Checks that passes and components exist, are not repeated, and that components have all their attributes. */
export const structure: WindowsRule = (file, report) => {
  for (const child of file.root.children) checkTopElement(child, report);
  for (const settings of file.settings) {
    checkPass(settings, report);
    checkStrangers(settings, report);
  }
  checkTwice(
    file.settings.filter(({ pass }) => pass !== ''),
    ({ pass }) => pass,
    'duplicate-pass',
    report,
  );
  checkTwice(
    file.components,
    (each) => [each.pass, each.name, each.architecture].join('\n'),
    'duplicate-component',
    report,
  );
  for (const component of file.components) checkComponent(component, report);
};

function checkTopElement(element: XmlElement, report: Report): void {
  if (element.namespace !== UNATTEND_NAMESPACE && element.namespace !== '') return;
  if (element.namespace === UNATTEND_NAMESPACE && ['settings', 'servicing'].includes(element.name)) return;
  report.add({
    rule: 'windows/misplaced-element',
    severity: 'warning',
    at: element,
    found: `<${element.name}>`,
    expected: {
      fr: 'sous <unattend>, seulement <settings> et <servicing>',
      en: 'below <unattend>, only <settings> and <servicing>',
    },
    remedy: {
      fr: 'placez cet élément dans <settings pass="…"><component …>, ou retirez-le',
      en: 'put this element into <settings pass="…"><component …>, or remove it',
    },
  });
}

function checkPass({ pass, element }: WindowsSettings, report: Report): void {
  if (passBit(pass) !== 0) return;
  const meant = report.isFull ? undefined : near(pass, WINDOWS_PASSES);
  report.add({
    rule: 'windows/unknown-pass',
    severity: severityOfUnknownPass(pass, meant),
    at: element,
    found: pass === '' ? '<settings>' : `pass="${pass}"`,
    expected: {
      fr: `pass est l’un de ${WINDOWS_PASSES.join(', ')}`,
      en: `pass is one of ${WINDOWS_PASSES.join(', ')}`,
    },
    remedy: meant
      ? { fr: `écrivez pass="${meant}"`, en: `write pass="${meant}"` }
      : {
          fr: 'donnez à <settings> la passe où ces réglages s’appliquent',
          en: 'give <settings> the pass in which these settings apply',
        },
  });
}

/** A name that is not similar to any pass is only a warning: some authors use one to disable a section. */
function severityOfUnknownPass(pass: string, meant: string | undefined): Severity {
  if (isPlaceholder(pass)) return 'note';
  if (pass === '') return 'error';
  return meant === undefined || meant.toLowerCase() === pass.toLowerCase() ? 'warning' : 'error';
}

function checkStrangers({ element }: WindowsSettings, report: Report): void {
  for (const child of element.children) {
    if (child.namespace !== UNATTEND_NAMESPACE && child.namespace !== '') continue;
    if (child.namespace === UNATTEND_NAMESPACE && child.name === 'component') continue;
    report.add({
      rule: 'windows/misplaced-element',
      severity: 'error',
      at: child,
      found: `<${child.name}>`,
      expected: {
        fr: 'dans <settings>, seulement des <component>',
        en: 'in <settings>, only <component> elements',
      },
      remedy: {
        fr: 'placez ce réglage dans le composant qui le connaît',
        en: 'put this setting into the component that knows it',
      },
    });
  }
}

function checkTwice<T extends { element: XmlElement }>(
  parts: T[],
  keyOf: (part: T) => string,
  rule: 'duplicate-pass' | 'duplicate-component',
  report: Report,
): void {
  const seen = new Set<string>();
  for (const part of parts) {
    const key = keyOf(part);
    if (seen.has(key)) {
      report.add({
        rule: `windows/${rule}`,
        severity: 'warning',
        at: part.element,
        found: key.replaceAll('\n', ' '),
        expected: { fr: 'une seule fois dans le fichier', en: 'only once in the file' },
        remedy: { fr: 'réunissez les deux en un seul élément', en: 'merge the two into one element' },
      });
    }
    seen.add(key);
  }
}
