import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import {
  type KnownSetting,
  knownComponent,
  passBit,
  WINDOWS_SETTINGS,
} from '../../tables/windows-settings.js';
import { passesOfKnown } from './belongs-to.js';
import { near } from './near.js';
import { FILL_IN, isPlaceholder } from './placeholder.js';
import { severityOfPass } from './placing.js';
import type { Report } from './report.js';
import { attribute, type WindowsComponent } from './windows-file.js';

/** One attribute of a component: the values that Windows accepts now, and those that earlier releases accepted. */
interface Token {
  name: string;
  values: string[];
  known: string[];
}

/** The attributes that every component has besides its name. processorArchitecture: …/unattend/component-settings. */
const TOKENS: Token[] = [
  { name: 'processorArchitecture', values: ['amd64', 'arm64', 'x86'], known: ['arm', 'ia64', 'wow64'] },
  { name: 'publicKeyToken', values: ['31bf3856ad364e35'], known: [] },
  { name: 'language', values: ['neutral'], known: [] },
  { name: 'versionScope', values: ['nonSxS'], known: ['SxS'] },
];

/** Checks the name, the pass and the identifying attributes of each component. */
export function checkComponent(component: WindowsComponent, report: Report): void {
  const { name, element, pass } = component;
  for (const token of TOKENS) checkToken(element, token, report);
  const known = knownComponent(name);
  if (!known) return unknownComponent(component, report);
  const bit = passBit(pass);
  if (bit === 0 || known.passes & bit) return;
  report.add({
    rule: 'windows/wrong-pass',
    severity: severityOfPass(known, pass),
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
  const meant = report.isFull || isPlaceholder(name) ? undefined : nearest(name);
  report.add({
    rule: 'windows/unknown-component',
    severity: name === '' ? 'error' : meant === undefined ? 'note' : meant.acting ? 'error' : 'warning',
    at: element,
    found: name === '' ? '<component>' : name,
    expected: meant
      ? { fr: `le composant ${meant.component}`, en: `the component ${meant.component}` }
      : { fr: 'un composant connu de la table', en: 'a component that the table knows' },
    remedy: meant
      ? { fr: `écrivez name="${meant.component}"`, en: `write name="${meant.component}"` }
      : {
          fr: 'vérifiez que l’image Windows contient ce composant ; ses réglages n’ont pas été contrôlés',
          en: 'make sure that the Windows image has this component; its settings were not checked',
        },
  });
}

function nearest(name: string): KnownSetting | undefined {
  const meant = near(name, WINDOWS_SETTINGS.components.keys());
  return meant === undefined ? undefined : knownComponent(meant);
}

function checkToken(element: XmlElement, token: Token, report: Report): void {
  const value = attribute(element, token.name);
  if (value !== undefined && (token.values.includes(value) || token.known.includes(value))) return;
  const filledIn = value !== undefined && isPlaceholder(value);
  report.add({
    rule: token.name === 'processorArchitecture' ? 'windows/unknown-architecture' : 'windows/component-token',
    severity: filledIn ? 'note' : severityOfToken(token, value),
    at: element,
    found: value === undefined ? `<component> (${token.name}: —)` : `${token.name}="${value}"`,
    expected: {
      fr: `${token.name} vaut ${token.values.join(' ou ')}`,
      en: `${token.name} is ${token.values.join(' or ')}`,
    },
    remedy: filledIn ? FILL_IN : writeToken(token),
  });
}

/**
 * A different architecture or key means a different component. A missing attribute or different case is corrected by
 * Windows.
 */
function severityOfToken({ name, values, known }: Token, value: string | undefined): Severity {
  if (name === 'language') return 'warning';
  if (value === undefined) return name === 'processorArchitecture' ? 'error' : 'warning';
  const lower = value.trim().toLowerCase();
  return [...values, ...known].some((each) => each.toLowerCase() === lower) ? 'warning' : 'error';
}

function writeToken({ name, values }: Token): Bilingual {
  const one = values.length === 1;
  return {
    fr: `écrivez ${name}="${values[0]}"${one ? '' : ' (ou l’architecture de l’image)'}`,
    en: `write ${name}="${values[0]}"${one ? '' : ' (or the architecture of the image)'}`,
  };
}
