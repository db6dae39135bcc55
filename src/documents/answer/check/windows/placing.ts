import type { Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { type KnownSetting, passBit } from '../../tables/windows-settings.js';
import { belongsTo, passesOfKnown } from './belongs-to.js';
import type { Report } from './report.js';
import { UNATTEND_NAMESPACE } from './windows-file.js';

/** Windows PE has configuration of its own, which is gone once Windows starts. */
const WINDOWS_PE = passBit('windowsPE');

/**
 * How sure it is that Windows ignores a known setting there: certain when a part of Setup reads it in its own
 * passes only, or when the pass runs in another Windows than the one it is for; likely for configuration that is
 * merely copied, since published files apply some of it in passes that the reference does not list.
 */
export function severityOfPass({ acting, passes }: KnownSetting, pass: string): Severity {
  return acting || pass === 'windowsPE' || passes === WINDOWS_PE ? 'error' : 'warning';
}

/** What is said of the place of a setting. */
export const placed = { inWrongPass, underWrongParent, inOtherCase, unknown, withoutNamespace };

function inWrongPass(element: XmlElement, known: KnownSetting, pass: string, report: Report): void {
  report.add({
    rule: 'windows/wrong-pass',
    severity: severityOfPass(known, pass),
    at: element,
    found: `${known.path}, ${pass}`,
    expected: passesOfKnown(known),
    remedy: {
      fr: `Windows l’ignore dans ${pass} : déplacez-le dans la passe attendue`,
      en: `Windows ignores it in ${pass}: move it to the pass that is expected`,
    },
  });
}

/** An error where the component itself knows the name elsewhere, or is known whole. */
function underWrongParent(
  element: XmlElement,
  parent: KnownSetting,
  places: KnownSetting[],
  report: Report,
): void {
  const certain = parent.acting || places.some(({ component }) => component === parent.component);
  report.add({
    rule: 'windows/misplaced-setting',
    severity: certain ? 'error' : 'warning',
    at: element,
    found: `${parent.path || parent.component} / ${element.name}`,
    expected: belongsTo(places, parent.component),
    remedy: {
      fr: 'Windows ne connaît pas ce réglage à cet endroit : déplacez-le là où il est attendu, ou retirez-le',
      en: 'Windows does not know this setting here: move it to where it is expected, or remove it',
    },
  });
}

function inOtherCase(element: XmlElement, meant: string, report: Report): void {
  report.add({
    rule: 'windows/letter-case',
    severity: 'warning',
    at: element,
    found: `<${element.name}>`,
    expected: { fr: `<${meant}>`, en: `<${meant}>` },
    remedy: {
      fr: `en XML, majuscules et minuscules comptent : écrivez ${meant}`,
      en: `upper and lower case count in XML: write ${meant}`,
    },
  });
}

function unknown(element: XmlElement, meant: string | undefined, report: Report): void {
  report.add({
    rule: 'windows/unknown-setting',
    severity: 'note',
    at: element,
    found: `<${element.name}>`,
    expected: meant
      ? { fr: `un réglage connu, par exemple ${meant}`, en: `a known setting, for instance ${meant}` }
      : { fr: 'un réglage connu de la table', en: 'a setting that the table knows' },
    remedy: {
      fr: 'vérifiez son nom ; il n’a pas été contrôlé',
      en: 'make sure of its name; it was not checked',
    },
  });
}

function withoutNamespace(element: XmlElement, report: Report): void {
  report.add({
    rule: 'windows/wrong-namespace',
    severity: 'error',
    at: element,
    found: `<${element.name} xmlns="">`,
    expected: { fr: `l’espace de noms ${UNATTEND_NAMESPACE}`, en: `the namespace ${UNATTEND_NAMESPACE}` },
    remedy: { fr: 'retirez xmlns=""', en: 'remove xmlns=""' },
  });
}
