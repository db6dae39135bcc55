import type { XmlElement } from '../../../xml/index.js';
import { passBit, WINDOWS_PASSES, WINDOWS_SETTINGS } from '../../tables/windows-settings.js';
import { passesOfKnown } from './belongs-to.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { near } from './near.js';
import {
  attribute,
  UNATTEND_NAMESPACE,
  type WindowsComponent,
  type WindowsSettings,
} from './windows-file.js';

/** What every component carries besides its name. processorArchitecture: …/unattend/component-settings. */
const TOKENS: { name: string; values: string[]; known: string[] }[] = [
  { name: 'processorArchitecture', values: ['amd64', 'arm64', 'x86'], known: ['arm', 'ia64', 'wow64'] },
  { name: 'publicKeyToken', values: ['31bf3856ad364e35'], known: [] },
  { name: 'language', values: ['neutral'], known: [] },
  { name: 'versionScope', values: ['nonSxS'], known: ['SxS'] },
];

/** The parts of the file itself: passes that exist, once each; components that exist, once each, fully named. */
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
  const meant = near(pass, WINDOWS_PASSES);
  report.add({
    rule: 'windows/unknown-pass',
    severity: meant?.toLowerCase() === pass.toLowerCase() ? 'warning' : 'error',
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

function checkComponent(component: WindowsComponent, report: Report): void {
  const { name, element, pass } = component;
  for (const token of TOKENS) checkToken(element, token, report);
  const known = WINDOWS_SETTINGS.components.get(name);
  if (!known) return unknownComponent(component, report);
  const bit = passBit(pass);
  if (bit === 0 || known.passes & bit) return;
  report.add({
    rule: 'windows/wrong-pass',
    severity: 'error',
    at: element,
    found: `${name}, ${pass}`,
    expected: passesOfKnown(known),
    remedy: {
      fr: `Windows n’applique pas ce composant dans ${pass} : déplacez-le dans une passe où il existe`,
      en: `Windows does not apply this component in ${pass}: move it to a pass in which it exists`,
    },
  });
}

function unknownComponent({ name, element }: WindowsComponent, report: Report): void {
  const meant = near(name, WINDOWS_SETTINGS.components.keys());
  const sameLetters = meant?.toLowerCase() === name.toLowerCase();
  report.add({
    rule: 'windows/unknown-component',
    severity: name === '' ? 'error' : !meant ? 'note' : sameLetters ? 'warning' : 'error',
    at: element,
    found: name === '' ? '<component>' : name,
    expected: meant
      ? { fr: `le composant ${meant}`, en: `the component ${meant}` }
      : { fr: 'un composant connu de la table', en: 'a component that the table knows' },
    remedy: meant
      ? { fr: `écrivez name="${meant}"`, en: `write name="${meant}"` }
      : {
          fr: 'vérifiez que l’image Windows contient ce composant ; ses réglages n’ont pas été contrôlés',
          en: 'make sure that the Windows image has this component; its settings were not checked',
        },
  });
}

function checkToken(element: XmlElement, token: (typeof TOKENS)[number], report: Report): void {
  const value = attribute(element, token.name);
  const known = [...token.values, ...token.known];
  if (value !== undefined && known.includes(value)) return;
  const sameLetters = value !== undefined && known.some((each) => each.toLowerCase() === value.toLowerCase());
  const mild =
    sameLetters ||
    (value === undefined && token.name !== 'processorArchitecture') ||
    token.name === 'language';
  report.add({
    rule: token.name === 'processorArchitecture' ? 'windows/unknown-architecture' : 'windows/component-token',
    severity: mild ? 'warning' : 'error',
    at: element,
    found: value === undefined ? `<component> (${token.name}: —)` : `${token.name}="${value}"`,
    expected: {
      fr: `${token.name} vaut ${token.values.join(' ou ')}`,
      en: `${token.name} is ${token.values.join(' or ')}`,
    },
    remedy: {
      fr: `écrivez ${token.name}="${token.values[0]}"${token.values.length > 1 ? ' (ou l’architecture de l’image)' : ''}`,
      en: `write ${token.name}="${token.values[0]}"${token.values.length > 1 ? ' (or the architecture of the image)' : ''}`,
    },
  });
}
