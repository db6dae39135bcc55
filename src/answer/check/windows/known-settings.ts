import type { XmlElement } from '../../../xml/index.js';
import { type KnownSetting, passBit, WINDOWS_SETTINGS } from '../../tables/windows-settings.js';
import { listItem, order } from './list-items.js';
import { near } from './near.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { belongsTo, passesOfKnown } from './belongs-to.js';
import { settingValue } from './setting-value.js';
import { UNATTEND_NAMESPACE, WCM_NAMESPACE } from './windows-file.js';

/** Each setting against the table: where it stands, in which pass, what its value is, and what must stand beside it. */
export const knownSettings: WindowsRule = (file, report) => {
  for (const { name, pass, element } of file.components) {
    const facts = WINDOWS_SETTINGS.components.get(name);
    if (facts) new Walk(passBit(pass), pass, report).below(element, facts);
  }
};

/** One component, walked together with what the table knows of it. */
class Walk {
  constructor(
    private readonly bit: number,
    private readonly pass: string,
    private readonly report: Report,
  ) {}

  below(element: XmlElement, known: KnownSetting): void {
    const seen = element.children.length > 1 ? new Set<KnownSetting>() : undefined;
    let ordered = false;
    for (const child of element.children) {
      if (child.namespace !== UNATTEND_NAMESPACE) {
        if (child.namespace === '') strangeNamespace(child, this.report);
        continue;
      }
      const setting = known.children.get(child.name) ?? this.unplaced(child, known);
      if (!setting) continue;
      this.setting(child, setting);
      if (setting.listItem) ordered ||= setting.children.has('Order');
      else if (seen?.has(setting)) twice(child, this.report);
      else seen?.add(setting);
    }
    if (ordered) order(element, known, this.report);
    if (known.required.length > 0) companions(element, known, this.report);
  }

  private setting(element: XmlElement, known: KnownSetting): void {
    if (this.bit !== 0 && (known.passes & this.bit) === 0) return this.wrongPass(element, known);
    if (known.listItem) listItem(element, known, this.report);
    if (known.children.size > 0) this.below(element, known);
    else if (element.children.length === 0) settingValue(element, known, this.report);
    else for (const child of element.children) this.unplaced(child, known);
  }

  private wrongPass(element: XmlElement, known: KnownSetting): void {
    this.report.add({
      rule: 'windows/wrong-pass',
      severity: 'error',
      at: element,
      found: `${known.path}, ${this.pass}`,
      expected: passesOfKnown(known),
      remedy: {
        fr: `Windows l’ignore dans ${this.pass} : déplacez-le dans la passe attendue`,
        en: `Windows ignores it in ${this.pass}: move it to the pass that is expected`,
      },
    });
  }

  /** A name that its parent does not have: meant as one that differs by case only, misplaced, or not known at all. */
  private unplaced(element: XmlElement, parent: KnownSetting): KnownSetting | undefined {
    const meant = near(element.name, parent.children.keys());
    if (meant?.toLowerCase() === element.name.toLowerCase()) {
      letterCase(element, meant, this.report);
      return parent.children.get(meant);
    }
    const places = WINDOWS_SETTINGS.places.get(element.name);
    if (places) misplaced(element, parent, places, this.report);
    else unknown(element, meant, this.report);
    return undefined;
  }
}

function misplaced(element: XmlElement, parent: KnownSetting, places: KnownSetting[], report: Report): void {
  const where = belongsTo(places, parent.component);
  report.add({
    rule: 'windows/misplaced-setting',
    severity: 'error',
    at: element,
    found: `${parent.path || parent.component} / ${element.name}`,
    expected: where,
    remedy: {
      fr: 'Windows ne connaît pas ce réglage à cet endroit : déplacez-le là où il est attendu, ou retirez-le',
      en: 'Windows does not know this setting here: move it to where it is expected, or remove it',
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

function letterCase(element: XmlElement, meant: string, report: Report): void {
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

function strangeNamespace(element: XmlElement, report: Report): void {
  report.add({
    rule: 'windows/wrong-namespace',
    severity: 'error',
    at: element,
    found: `<${element.name} xmlns="">`,
    expected: { fr: `l’espace de noms ${UNATTEND_NAMESPACE}`, en: `the namespace ${UNATTEND_NAMESPACE}` },
    remedy: { fr: 'retirez xmlns=""', en: 'remove xmlns=""' },
  });
}

/** A list that the table does not know as one shows by its wcm:action. */
function twice(element: XmlElement, report: Report): void {
  if (element.attributes.some(({ namespace }) => namespace === WCM_NAMESPACE)) return;
  report.add({
    rule: 'windows/duplicate-setting',
    severity: 'warning',
    at: element,
    found: `<${element.name}>`,
    expected: { fr: 'une seule fois sous le même parent', en: 'only once below the same parent' },
    remedy: {
      fr: 'gardez celui qui vaut, retirez l’autre',
      en: 'keep the one that counts, remove the other',
    },
  });
}

function companions(element: XmlElement, known: KnownSetting, report: Report): void {
  if (element.children.length === 0) return;
  for (const name of known.required) {
    if (element.children.some((child) => child.name.toLowerCase() === name.toLowerCase())) continue;
    report.add({
      rule: 'windows/missing-companion',
      severity: 'error',
      at: element,
      found: `<${element.name}> (${name}: —)`,
      expected: { fr: `<${name}> sous <${element.name}>`, en: `<${name}> below <${element.name}>` },
      remedy: {
        fr: `ajoutez <${name}> : sans lui, Windows ne peut pas appliquer cet élément`,
        en: `add <${name}>: without it, Windows cannot apply this element`,
      },
    });
  }
}
