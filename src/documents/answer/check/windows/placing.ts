import type { Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { type KnownSetting, passBit } from '../../tables/windows-settings.js';
import { belongsTo, passesOfKnown } from './belongs-to.js';
import type { Report } from './report.js';
import { UNATTEND_NAMESPACE } from './windows-file.js';

/** Configuration of Windows PE does not apply to the installed Windows. */
const WINDOWS_PE = passBit('windowsPE');

/**
 * How certain it is that Windows ignores a setting in a pass. Error: a part of Setup reads the setting only in its own
 * passes, or the pass runs in the other system (Windows PE or the installed Windows). Warning: the setting is only
 * copied, and published files show that some work in passes that the reference does not list.
 */
export function severityOfPass({ acting, passes }: KnownSetting, pass: string): Severity {
  return acting || pass === 'windowsPE' || passes === WINDOWS_PE ? 'error' : 'warning';
}

/** The findings about the place of a setting. */
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

/** An error if the component has the name elsewhere, or if the table has all settings of the component. */
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
