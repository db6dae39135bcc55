import { createHash } from 'node:crypto';
import type { XmlAttribute, XmlElement } from '../../../platform/xml/index.js';
import { UNATTEND_NAMESPACE, WindowsFile } from '../check/windows/windows-file.js';

/** One difference between two Windows answer files. */
export interface AnswerDifference {
  /** `missing`: only the first file has it; `added`: only the second; `changed`: both, with another value. */
  kind: 'missing' | 'added' | 'changed';
  /** `oobeSystem/Microsoft-Windows-Shell-Setup/TimeZone`: in the first file, or in the second when it was added. */
  path: string;
  /** Its line in that file. */
  line: number;
}

const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/**
 * The differences between two Windows answer files. Ignored: white space between elements,
 * comments, the order of passes, components and settings, and namespace prefixes. Items
 * of a list are compared by their Order; items without one are a set. A value is compared exactly, except that
 * white space alone is an empty value.
 */
export function semanticDifference(first: XmlElement, second: XmlElement): AnswerDifference[] {
  return differencesWithin(new WindowsFile(first), new WindowsFile(second)).map(({ kind, path, line }) => ({
    kind,
    path,
    line,
  }));
}

/** A difference with its element: of the first file, or of the second when it was added. */
export interface ElementDifference extends AnswerDifference {
  element: XmlElement;
}

/** Like `semanticDifference`, for files that are already parsed. */
export function differencesWithin(first: WindowsFile, second: WindowsFile): ElementDifference[] {
  return new Comparison(first, second).differences();
}

class Comparison {
  private readonly found: ElementDifference[] = [];
  private readonly forms = new Map<XmlElement, string>();

  constructor(
    private readonly first: WindowsFile,
    private readonly second: WindowsFile,
  ) {}

  differences(): ElementDifference[] {
    const [one, other] = [componentsOf(this.first), componentsOf(this.second)];
    for (const key of new Set([...one.keys(), ...other.keys()])) {
      const [here, there] = [one.get(key)?.items ?? [], other.get(key)?.items ?? []];
      if (here.length === 0) there.forEach((element) => this.add('added', this.second, element));
      else if (there.length === 0) here.forEach((element) => this.add('missing', this.first, element));
      else this.compareComponents(here, there);
    }
    this.compareChildren(outside(this.first), outside(this.second));
    this.comparePasses();
    return this.found.sort((a, b) => a.line - b.line);
  }

  private compareComponents(first: XmlElement[], second: XmlElement[]): void {
    const known = new Set(second.map(componentForm));
    for (const element of first) {
      if (!known.has(componentForm(element))) this.add('changed', this.first, element);
    }
    this.compareChildren(childrenOf(first), childrenOf(second));
  }

  /** Pairs elements below the same parent: first equal ones, then those with the same Order, then the rest. */
  private compareChildren(first: XmlElement[], second: XmlElement[]): void {
    const rest = new Map<string, Waiting>();
    for (const element of second) listOf(rest, this.formOf(element)).items.push(element);
    const unequal = first.filter((element) => takeFirst(rest.get(this.formOf(element))) === undefined);
    const left = new Map<string, Waiting>();
    for (const element of [...rest.values()].flatMap(waiting))
      listOf(left, identityOf(element)).items.push(element);
    for (const element of unequal) {
      const partner = takeFirst(left.get(identityOf(element)));
      if (partner === undefined) this.add('missing', this.first, element);
      else this.compare(element, partner);
    }
    for (const element of [...left.values()].flatMap(waiting)) this.add('added', this.second, element);
  }

  private compare(first: XmlElement, second: XmlElement): void {
    const isGroup = first.children.length > 0;
    if (ownForm(first) !== ownForm(second) || isGroup !== second.children.length > 0)
      this.add('changed', this.first, first);
    if (isGroup && second.children.length > 0) this.compareChildren(first.children, second.children);
  }

  /** The attributes of a pass except its name. */
  private comparePasses(): void {
    const marks = (file: WindowsFile) =>
      new Map(file.settings.map(({ pass, element }) => [pass, marksOf(element)] as const));
    const others = marks(this.second);
    const added = this.first.settings.filter(
      ({ pass, element }) => marksOf(element) !== (others.get(pass) ?? NO_MARKS),
    );
    for (const { element } of added) this.add('changed', this.first, element);
  }

  private add(kind: AnswerDifference['kind'], file: WindowsFile, element: XmlElement): void {
    this.found.push({ kind, path: file.pathOf(element), line: element.line, element });
  }

  /** The same text for elements that mean the same. */
  private formOf(element: XmlElement): string {
    const known = this.forms.get(element);
    if (known !== undefined) return known;
    const inside = element.children.map((child) => this.formOf(child)).sort();
    const form = shortened(`${ownForm(element)}(${inside.join()})`);
    this.forms.set(element, form);
    return form;
  }
}

/** Hashed, since the full text would be repeated at each level. */
const LONGEST_FORM = 256;

function shortened(form: string): string {
  return form.length <= LONGEST_FORM ? form : createHash('sha256').update(form).digest('base64');
}

/** A queue of elements with an index, since Array.shift would copy the list each time. */
interface Waiting {
  items: XmlElement[];
  taken: number;
}

function takeFirst(list: Waiting | undefined): XmlElement | undefined {
  return list?.items[list.taken++];
}

function waiting({ items, taken }: Waiting): XmlElement[] {
  return items.slice(taken);
}

/** The components of a file by pass, name and architecture; several parts of one component are merged. */
function componentsOf(file: WindowsFile): Map<string, Waiting> {
  const components = new Map<string, Waiting>();
  for (const { pass, name, architecture, element } of file.components) {
    listOf(components, JSON.stringify([pass, name, architecture])).items.push(element);
  }
  return components;
}

function marksOf(settings: XmlElement): string {
  return attributesForm(settings.attributes.filter(({ name }) => name !== 'pass')).join();
}

const NO_MARKS = '';
/** The attributes of a component, and the text among its settings. */
function componentForm(element: XmlElement): string {
  return JSON.stringify([attributesForm(element.attributes), textOf(element)]);
}

function childrenOf(components: XmlElement[]): XmlElement[] {
  return components.flatMap(({ children }) => children);
}

/** The parts of a file outside its components: servicing, and elements of other namespaces. */
function outside(file: WindowsFile): XmlElement[] {
  const settings = new Set(file.settings.map(({ element }) => element));
  const components = new Set(file.components.map(({ element }) => element));
  return [
    ...file.root.children.filter((child) => !settings.has(child)),
    ...[...settings].flatMap(({ children }) => children.filter((child) => !components.has(child))),
  ];
}

function listOf(lists: Map<string, Waiting>, key: string): Waiting {
  const list = lists.get(key) ?? { items: [], taken: 0 };
  lists.set(key, list);
  return list;
}

/** Name, attributes and text of an element, without its children. */
function ownForm(element: XmlElement): string {
  const namespace = element.namespace === UNATTEND_NAMESPACE ? '' : element.namespace;
  return JSON.stringify([namespace, element.name, attributesForm(element.attributes), textOf(element)]);
}

/** The text of an element; white space alone, or around its children, is ignored. */
export function textOf(element: XmlElement): string {
  const text = element.text.replaceAll('\r\n', '\n');
  return text.trim() === '' ? '' : text;
}

function attributesForm(attributes: XmlAttribute[]): string[] {
  return attributes
    .filter(
      ({ name, prefix, namespace }) => ![name, prefix].includes('xmlns') && namespace !== XMLNS_NAMESPACE,
    )
    .map(({ namespace, name, value }) => JSON.stringify([namespace, name, value]))
    .sort();
}

/** The key by which two elements are the same setting or list item, even with different values. */
function identityOf(element: XmlElement): string {
  const order = element.children.find(({ name }) => name === 'Order')?.text.trim();
  return JSON.stringify([element.namespace, element.name, order ?? '']);
}
