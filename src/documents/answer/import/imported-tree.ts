import type { Bilingual } from '../../../platform/core/index.js';
import { PASSES, type Pass } from '../windows/answer-tree.js';
import {
  UNATTEND_NAMESPACE,
  WCM_NAMESPACE,
  type WindowsComponent,
  type WindowsFile,
} from '../check/windows/windows-file.js';
import type { XmlAttribute, XmlElement } from '../../../platform/xml/index.js';
import type { WindowsArchitecture } from '../../profile/index.js';
import type { ImportedComponent, ImportedElement } from './imported-element.js';
import { isSecretSetting, markRepeated } from './secret-settings.js';
import { textOf } from './semantic-difference.js';

/** A part of the file that the draft does not contain. */
export interface NotCarried {
  /** From 1; 0 for an addition of the draft. */
  line: number;
  path: string;
  reason: Bilingual;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [WCM_NAMESPACE, 'wcm'],
  [XSI, 'xsi'],
]);
const ACTIONS = ['add', 'modify', 'remove'] as const;

/** Reads the components of one architecture, and lists what a profile cannot express. */
export class TreeImport {
  readonly notCarried: NotCarried[] = [];
  /** Elements already listed; `whole` includes their children. */
  private readonly left = new Map<XmlElement, 'whole' | 'itself'>();
  private readonly components = new Map<string, ImportedComponent>();
  private readonly known: ReadonlyMap<XmlElement, WindowsComponent>;

  constructor(
    private readonly file: WindowsFile,
    private readonly architecture: WindowsArchitecture,
  ) {
    this.known = new Map(file.components.map((component) => [component.element, component]));
  }

  read(): ImportedComponent[] {
    const settings = new Set(this.file.settings.map(({ element }) => element));
    for (const child of this.file.root.children) if (!settings.has(child)) this.leave(child, OUTSIDE);
    for (const { element, pass } of this.file.settings) {
      if (element.attributes.some(({ name, prefix }) => name !== 'pass' && prefix !== 'xmlns'))
        this.leave(element, MARKED, 'itself');
      const known = PASSES.find((each) => each === pass);
      if (known === undefined) this.leave(element, NO_PASS);
      else this.readPass(element, known);
    }
    const components = [...this.components.values()];
    markRepeated(components);
    return components;
  }

  /** Whether an element, or an element around it, is already listed. */
  names(element: XmlElement): boolean {
    if (this.left.has(element)) return true;
    for (let at = this.file.parentOf(element); at; at = this.file.parentOf(at)) {
      if (this.left.get(at) === 'whole') return true;
    }
    return false;
  }

  private readPass(settings: XmlElement, pass: Pass): void {
    for (const element of settings.children) {
      const found = this.known.get(element);
      if (found === undefined) this.leave(element, FOREIGN);
      else if (found.architecture !== this.architecture) this.leave(element, OTHER_ARCHITECTURE);
      else this.readComponent(element, found.name, pass);
    }
  }

  private readComponent(element: XmlElement, name: string, pass: Pass): void {
    if (!isUsual(element)) this.leave(element, UNUSUAL, 'itself');
    const key = `${pass} ${name}`;
    const component = this.components.get(key) ?? { pass, component: name, elements: [] };
    component.elements.push(...this.childrenOf(element));
    if (component.elements.length > 0) this.components.set(key, component);
    else this.leave(element, EMPTY);
  }

  private childrenOf(parent: XmlElement): ImportedElement[] {
    return parent.children.flatMap((element) => {
      if (element.namespace !== UNATTEND_NAMESPACE) {
        this.leave(element, FOREIGN);
        return [];
      }
      return [this.elementOf(element, parent)];
    });
  }

  private elementOf(element: XmlElement, parent: XmlElement): ImportedElement {
    const hasChildren = element.children.length > 0;
    const text = textOf(element);
    if (hasChildren && text !== '') this.leave(element, MIXED, 'itself');
    return {
      name: element.name,
      content: hasChildren ? this.childrenOf(element) : text,
      ...this.attributesOf(element),
      secret: isSecretSetting(element, parent),
      source: element,
    };
  }

  private attributesOf(element: XmlElement): Pick<ImportedElement, 'action' | 'attributes'> {
    const attributes: Record<string, string> = {};
    let action: ImportedElement['action'];
    for (const attribute of element.attributes.filter(isNoDeclaration)) {
      const prefix = PREFIXES.get(attribute.namespace);
      const known = ACTIONS.find((each) => each === attribute.value);
      if (prefix === 'wcm' && attribute.name === 'action' && known) action = known;
      else if (prefix === undefined) this.leave(element, ATTRIBUTE, 'itself');
      else attributes[`${prefix}:${attribute.name}`] = attribute.value;
    }
    return { ...(action && { action }), ...(Object.keys(attributes).length > 0 && { attributes }) };
  }

  private leave(element: XmlElement, reason: Bilingual, what: 'whole' | 'itself' = 'whole'): void {
    if (this.left.get(element) !== 'whole') this.left.set(element, what);
    this.notCarried.push({ line: element.line, path: this.file.pathOf(element), reason });
  }
}

export function isNoDeclaration({ name, prefix }: XmlAttribute): boolean {
  return name !== 'xmlns' && prefix !== 'xmlns';
}

/** The attributes that Établi writes for every component; they are also the defaults. */
const USUAL: Record<string, string> = {
  publicKeyToken: '31bf3856ad364e35',
  language: 'neutral',
  versionScope: 'nonSxS',
};

function isUsual(element: XmlElement): boolean {
  const others = element.attributes
    .filter(isNoDeclaration)
    .filter(({ name }) => name !== 'name' && name !== 'processorArchitecture');
  const isWhole = others.length === Object.keys(USUAL).length && textOf(element) === '';
  return isWhole && others.every(({ name, value }) => USUAL[name] === value);
}

const OUTSIDE: Bilingual = {
  fr: 'en dehors des réglages de Windows : un profil ne peut pas le contenir ; les commandes qui lisent cet élément en ont besoin',
  en: 'outside the settings of Windows: a profile cannot contain it; commands that read this element need it',
};
const MARKED: Bilingual = {
  fr: 'marque laissée par Windows sur la passe : sans effet dans un nouveau fichier',
  en: 'a mark that Windows left on the pass: without effect in a new file',
};
const NO_PASS: Bilingual = { fr: 'cette passe n’existe pas', en: 'there is no such pass' };
const FOREIGN: Bilingual = {
  fr: 'élément d’un autre espace de noms, que Windows ne lit pas',
  en: 'an element of another namespace, which Windows does not read',
};
const OTHER_ARCHITECTURE: Bilingual = {
  fr: 'pour une autre architecture que celle du profil',
  en: 'for an architecture other than the profile’s',
};
const UNUSUAL: Bilingual = {
  fr: 'attributs ou texte du composant autres que ceux que Windows attend : écrits comme Windows les attend',
  en: 'attributes or text of the component other than what Windows expects: written as Windows expects them',
};
const EMPTY: Bilingual = { fr: 'composant sans réglage', en: 'a component without settings' };
const MIXED: Bilingual = {
  fr: 'texte mêlé à des éléments : seuls les éléments sont repris',
  en: 'text among elements: only the elements are carried over',
};
const ATTRIBUTE: Bilingual = {
  fr: 'attribut que Windows ne connaît pas : l’élément est repris sans lui',
  en: 'an attribute that Windows does not know: the element is carried over without it',
};
