import type { XmlElement } from '../../../../platform/xml/index.js';
import {
  type KnownSetting,
  knownComponent,
  passBit,
  WINDOWS_SETTINGS,
} from '../../tables/windows-settings.js';
import { companions } from './companions.js';
import { listItem, order } from './list-items.js';
import { Guesses } from './near.js';
import { placed } from './placing.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { settingValue } from './setting-value.js';
import { UNATTEND_NAMESPACE, WCM_NAMESPACE } from './windows-file.js';

/** Checks each setting against the table: its place, its pass, its value, and the other settings that it needs. */
export const knownSettings: WindowsRule = (file, report) => {
  const guesses = new Guesses();
  for (const { name, pass, element } of file.components) {
    const facts = knownComponent(name);
    if (facts) new Walk(passBit(pass), pass, report, guesses).below(element, facts);
  }
};

/** Checks one component together with its part of the table. */
class Walk {
  /** The parent of the last occurrence of each setting: a second one below the same parent is a duplicate. */
  private readonly parents = new Map<KnownSetting, XmlElement>();

  constructor(
    private readonly bit: number,
    private readonly pass: string,
    private readonly report: Report,
    private readonly guesses: Guesses,
  ) {}

  below(element: XmlElement, known: KnownSetting): void {
    const { children } = element;
    let ordered = false;
    for (const child of children) {
      if (child.namespace !== UNATTEND_NAMESPACE) {
        if (child.namespace === '') placed.withoutNamespace(child, this.report);
        continue;
      }
      const setting = known.children.get(child.name) ?? this.unplaced(child, known);
      if (!setting) continue;
      this.setting(child, setting);
      if (setting.listItem) ordered ||= setting.children.has('Order');
      else if (this.parents.get(setting) === element) twice(child, this.report);
      else this.parents.set(setting, element);
    }
    if (ordered) order(element, known, this.report);
    companions(element, known, this.report);
  }

  private setting(element: XmlElement, known: KnownSetting): void {
    if (this.bit !== 0 && (known.passes & this.bit) === 0) return this.wrongPass(element, known);
    if (known.listItem) listItem(element, known, this.report);
    if (known.children.size > 0) this.below(element, known);
    else if (element.children.length === 0) settingValue(element, known, this.report);
    else for (const child of element.children) this.unplaced(child, known);
  }

  /** If a container holds only one setting, that setting is reported too. */
  private wrongPass(element: XmlElement, known: KnownSetting): void {
    placed.inWrongPass(element, known, this.pass, this.report);
    const [only, ...others] = element.children;
    const below = only && others.length === 0 ? known.children.get(only.name) : undefined;
    if (only && below) this.wrongPass(only, below);
  }

  /** Handles a name that is not valid below its parent: different case, wrong parent, or unknown. */
  private unplaced(element: XmlElement, parent: KnownSetting): KnownSetting | undefined {
    const places = WINDOWS_SETTINGS.places.get(element.name);
    if (places) {
      placed.underWrongParent(element, parent, places, this.report);
      return undefined;
    }
    const meant = this.guesses.of(element.name, parent);
    if (meant?.toLowerCase() === element.name.toLowerCase()) {
      placed.inOtherCase(element, meant, this.report);
      return parent.children.get(meant);
    }
    placed.unknown(element, meant, this.report);
    return undefined;
  }
}

/** An element with wcm:action is a list item, even if the table does not have it as a list. */
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
