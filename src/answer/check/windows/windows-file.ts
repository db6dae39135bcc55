import type { WindowsTarget } from '../../../profile/index.js';
import type { XmlElement } from '../../../xml/index.js';
import type { WindowsPass } from '../../tables/windows-settings.js';

export { WINDOWS_PASSES, type WindowsPass } from '../../tables/windows-settings.js';

export const UNATTEND_NAMESPACE = 'urn:schemas-microsoft-com:unattend';
export const WCM_NAMESPACE = 'http://schemas.microsoft.com/WMIConfig/2002/State';

/** One `<settings pass="…">`. */
export interface WindowsSettings {
  /** As it stands, '' without one: it need not be a pass that exists. */
  pass: string;
  element: XmlElement;
  components: WindowsComponent[];
}

/** One `<component name="…" processorArchitecture="…">`. */
export interface WindowsComponent {
  name: string;
  architecture: string;
  pass: string;
  element: XmlElement;
}

/** An answer file as rules read it: XML, seen as passes, components and settings. */
export class WindowsFile {
  readonly settings: WindowsSettings[];
  /** Of all passes, in the order of the document. */
  readonly components: WindowsComponent[];
  private parents?: Map<XmlElement, XmlElement>;

  constructor(
    readonly root: XmlElement,
    readonly target?: WindowsTarget,
  ) {
    this.settings = elementsNamed(root, 'settings').map(settingsOf);
    this.components = this.settings.flatMap((settings) => settings.components);
  }

  /** The components of that name in that pass: usually none or one, more with several architectures. */
  componentsOf(pass: WindowsPass, name: string): WindowsComponent[] {
    return this.components.filter((component) => component.pass === pass && component.name === name);
  }

  /**
   * The elements at a path of local names below a component, all of them where it goes through lists:
   * `find('windowsPE', 'Microsoft-Windows-Setup', 'DiskConfiguration/Disk')`. Empty when there is none.
   */
  find(pass: WindowsPass, component: string, path: string): XmlElement[] {
    return this.componentsOf(pass, component).flatMap(({ element }) => below(element, path));
  }

  /** The element that holds this one; undefined for the root. */
  parentOf(element: XmlElement): XmlElement | undefined {
    this.parents ??= parentsIn(this.root);
    return this.parents.get(element);
  }

  /** `oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/HideEULAPage`, list items counted: `…/Disk[2]/DiskID`. */
  pathOf(element: XmlElement): string {
    const words: string[] = [];
    for (let at: XmlElement | undefined = element; at; at = this.parentOf(at)) {
      const parent = this.parentOf(at);
      if (!parent) break;
      words.unshift(wordFor(at, parent));
    }
    return words.join('/');
  }
}

/** The elements at a path of local names below an element. */
export function below(element: XmlElement, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce<XmlElement[]>((level, name) => level.flatMap((each) => elementsNamed(each, name)), [element]);
}

/** The text at a path below an element, without white space around it; undefined when nothing stands there. */
export function textAt(element: XmlElement, path: string): string | undefined {
  return below(element, path)[0]?.text.trim();
}

/** An attribute by its local name, in no namespace or in the one given. */
export function attribute(element: XmlElement, name: string, namespace = ''): string | undefined {
  return element.attributes.find((each) => each.name === name && each.namespace === namespace)?.value;
}

function elementsNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === UNATTEND_NAMESPACE);
}

function settingsOf(element: XmlElement): WindowsSettings {
  const pass = attribute(element, 'pass') ?? '';
  const components = elementsNamed(element, 'component').map((component) => ({
    name: attribute(component, 'name') ?? '',
    architecture: attribute(component, 'processorArchitecture') ?? '',
    pass,
    element: component,
  }));
  return { pass, element, components };
}

function parentsIn(root: XmlElement): Map<XmlElement, XmlElement> {
  const parents = new Map<XmlElement, XmlElement>();
  const open = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    for (const child of parent.children) {
      parents.set(child, parent);
      open.push(child);
    }
  }
  return parents;
}

function wordFor(element: XmlElement, parent: XmlElement): string {
  if (element.name === 'settings') return attribute(element, 'pass') || element.name;
  if (element.name === 'component') return attribute(element, 'name') || element.name;
  const alike = elementsNamed(parent, element.name);
  return alike.length > 1 ? `${element.name}[${alike.indexOf(element) + 1}]` : element.name;
}
