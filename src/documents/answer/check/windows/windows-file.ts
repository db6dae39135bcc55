import type { WindowsTarget } from '../../../profile/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import type { WindowsPass } from '../../tables/windows-settings.js';

export { WINDOWS_PASSES, type WindowsPass } from '../../tables/windows-settings.js';

export const UNATTEND_NAMESPACE = 'urn:schemas-microsoft-com:unattend';
export const WCM_NAMESPACE = 'http://schemas.microsoft.com/WMIConfig/2002/State';

/** One `<settings pass="…">`. */
export interface WindowsSettings {
  /** The value of the attribute, '' if absent; it may be a pass that does not exist. */
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

/** An answer file as the rules read it: passes, components and settings. */
export class WindowsFile {
  readonly settings: WindowsSettings[];
  /** The components of all passes, in document order. */
  readonly components: WindowsComponent[];
  private parents?: Map<XmlElement, XmlElement>;
  /** The path segment of each child, computed once for each parent. */
  private readonly words = new Map<XmlElement, Map<XmlElement, string>>();

  constructor(
    readonly root: XmlElement,
    readonly target?: WindowsTarget,
  ) {
    this.settings = elementsNamed(root, 'settings').map(settingsOf);
    this.components = this.settings.flatMap((settings) => settings.components);
  }

  /** The components with that name in that pass: usually one at most, more with several architectures. */
  componentsOf(pass: WindowsPass, name: string): WindowsComponent[] {
    return this.components.filter((component) => component.pass === pass && component.name === name);
  }

  /**
   * The elements at a path of local names below a component, in every item of lists on the path: `find('windowsPE',
   * 'Microsoft-Windows-Setup', 'DiskConfiguration/Disk')`. Empty if there are none.
   */
  find(pass: WindowsPass, component: string, path: string): XmlElement[] {
    return this.componentsOf(pass, component).flatMap(({ element }) => below(element, path));
  }

  /** The parent of an element; undefined for the root. */
  parentOf(element: XmlElement): XmlElement | undefined {
    this.parents ??= parentsIn(this.root);
    return this.parents.get(element);
  }

  /** `oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/HideEULAPage`; list items are numbered: `…/Disk[2]/DiskID`. */
  pathOf(element: XmlElement): string {
    const line = [element];
    for (let at = this.parentOf(element); at; at = this.parentOf(at)) line.unshift(at);
    return this.pathAlong(line);
  }

  /** The paths of many elements in one walk, which visits only their ancestors. */
  pathsOf(elements: ReadonlySet<XmlElement>): Map<XmlElement, string> {
    const paths = new Map<XmlElement, string>();
    const sought = [...elements].sort(inOrder);
    const line: XmlElement[] = [];
    let next = 0;
    const walk = (element: XmlElement): void => {
      line.push(element);
      if (elements.has(element)) {
        paths.set(element, this.pathAlong(line));
        next += 1;
      }
      const { children } = element;
      for (let at = 0; at < children.length && next < sought.length; at += 1) {
        // An element that starts after the next child is not below this one.
        const after = children[at + 1];
        if (!after || inOrder(sought[next]!, after) < 0) walk(children[at]!);
      }
      line.pop();
    };
    if (sought.length > 0) walk(this.root);
    return paths;
  }

  /** The path of the last element of a chain, where each is the parent of the next. */
  private pathAlong(line: XmlElement[]): string {
    const words: string[] = [];
    for (let at = 1; at < line.length; at += 1) words.push(this.wordFor(line[at]!, line[at - 1]!));
    return words.join('/');
  }

  private wordFor(element: XmlElement, parent: XmlElement): string {
    if (parent.children.length <= FEW) return wordAmong(element, parent.children);
    let words = this.words.get(parent);
    if (!words) this.words.set(parent, (words = wordsBelow(parent)));
    return words.get(element) ?? element.name;
  }
}

/** Sorted by start position. */
function inOrder(a: XmlElement, b: XmlElement): number {
  return a.line - b.line || a.column - b.column;
}

/** The elements at a path of local names below an element. */
export function below(element: XmlElement, path: string): XmlElement[] {
  let level = [element];
  for (const name of stepsOf(path)) {
    const next: XmlElement[] = [];
    for (const { children } of level) {
      for (const child of children) {
        if (child.name === name && child.namespace === UNATTEND_NAMESPACE) next.push(child);
      }
    }
    if (next.length === 0) return next;
    level = next;
  }
  return level;
}

/** Cache of split paths: the rules use the same few paths for every file. */
const STEPS = new Map<string, string[]>();

function stepsOf(path: string): string[] {
  let steps = STEPS.get(path);
  if (!steps) STEPS.set(path, (steps = path.split('/')));
  return steps;
}

/** The trimmed text at a path below an element; undefined if the element is absent. */
export function textAt(element: XmlElement, path: string): string | undefined {
  return below(element, path)[0]?.text.trim();
}

/** An attribute by its local name, in no namespace or in the given one. */
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

/** Up to this number of children, computing again is faster than caching. */
const FEW = 16;

function wordAmong(element: XmlElement, siblings: XmlElement[]): string {
  const own = named(element);
  if (own !== undefined) return own;
  const alike = siblings.filter(({ name }) => name === element.name);
  return alike.length > 1 ? `${element.name}[${alike.indexOf(element) + 1}]` : element.name;
}

/** Path segments of children: the pass, the component, or the name, with a number if it is repeated. */
function wordsBelow(parent: XmlElement): Map<XmlElement, string> {
  const counts = new Map<string, number>();
  for (const { name } of parent.children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const words = new Map<XmlElement, string>();
  for (const child of parent.children) {
    const at = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, at);
    words.set(
      child,
      named(child) ?? ((counts.get(child.name) ?? 0) > 1 ? `${child.name}[${at}]` : child.name),
    );
  }
  return words;
}

function named(element: XmlElement): string | undefined {
  if (element.name === 'settings') return attribute(element, 'pass') || element.name;
  if (element.name === 'component') return attribute(element, 'name') || element.name;
  return undefined;
}
