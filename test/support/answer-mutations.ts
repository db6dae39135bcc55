import { escapeAttribute, escapeText, readXml, type XmlElement } from '../../src/platform/xml/index.js';
import {
  type KnownSetting,
  knownComponent,
  passBit,
  WINDOWS_PASSES,
  WINDOWS_SETTINGS,
} from '../../src/documents/answer/tables/windows-settings.js';

export { seeded } from '../../src/interfaces/cli/bench/hostile/filled.js';

/** An error that was put into an answer file, and the line that a checker must report. */
export interface Mutation {
  kind: string;
  text: string;
  line: number;
}

interface Place {
  element: XmlElement;
  parent: XmlElement;
  known: KnownSetting;
  pass: string;
}

/** Puts an error of this kind into a copy of the file; undefined when the file has nothing suitable. */
export function mutate(file: Uint8Array, kind: MutationKind, random: () => number): Mutation | undefined {
  const { root } = readXml(file);
  declareAtRoot(root);
  const pick = <T>(from: T[]): T | undefined => from[Math.floor(random() * from.length)];
  const spoilt = MUTATIONS[kind]({ root, places: placesOf(root), pick });
  if (!spoilt) return undefined;
  const lines: string[] = [];
  const line = write(root, lines, spoilt);
  return { kind, text: lines.join('\n'), line };
}

interface File {
  root: XmlElement;
  /** Every known setting of the file. */
  places: Place[];
  pick: <T>(from: T[]) => T | undefined;
}

/** Each returns the element that must be reported. */
const MUTATIONS = {
  'wrong pass': ({ root, places, pick }) => {
    const place = pick(places.filter(({ known }) => otherPasses(known).length > 0));
    const pass = place && pick(otherPasses(place.known));
    if (!place || !pass) return undefined;
    drop(place);
    // If the file already has that pass, the second one is another finding.
    const { known, element } = place;
    const top = known.path.split('/').slice(0, -1).reduceRight(wrap, element);
    root.children.push(settings(pass, component(root, known.component, [top])));
    return element;
  },
  'wrong parent': ({ places, pick }) => {
    const place = pick(places);
    const target = pick(places.filter((other) => place && takesNot(other, place)));
    if (!place || !target) return undefined;
    drop(place);
    target.element.text = '';
    target.element.children = [...target.element.children, place.element];
    return place.element;
  },
  'other component': ({ places, root, pick }) => {
    const place = pick(places);
    const other = pick(
      [...WINDOWS_SETTINGS.components.values()].filter(
        ({ children }) => children.size > 0 && place && !children.has(place.known.name),
      ),
    );
    if (!place || !other) return undefined;
    drop(place);
    const pass = WINDOWS_PASSES.find((name) => other.passes & passBit(name));
    root.children.push(settings(pass ?? 'specialize', component(root, other.component, [place.element])));
    return place.element;
  },
  'outside components': ({ root, places, pick }) => {
    const place = pick(places);
    const home = pick(root.children.filter(({ name }) => name === 'settings'));
    if (!place || !home) return undefined;
    drop(place);
    home.children.push(place.element);
    return place.element;
  },
  'bad boolean': (file) => value(file, 'boolean', ['yes', 'no', '2', 'vrai', 'oui', 'tru', '-1', 'enabled']),
  'bad enumeration': (file) => value(file, 'one of', ['Bogus', '99', 'Perhaps', 'on error', 'NTFS2']),
  'bad integer': (file) =>
    value(file, 'integer', ['one', '-3', '1.5', '99999999999999999999999', '0x', '1 2']),
  'too long': ({ places, pick }) => {
    const long = places.filter(
      ({ known }) => known.value.kind === 'text' && !known.value.accepts('x'.repeat(2000)),
    );
    return rewrite(pick(long), 'x'.repeat(2000));
  },
  'missing companion': ({ places, pick }) => {
    const of = ({ known, element }: Place) =>
      [...known.required, ...known.advised].filter((name) =>
        element.children.some((child) => child.name === name),
      );
    const place = pick(places.filter((each) => of(each).length > 0 && each.element.children.length > 1));
    const name = place && pick(of(place));
    if (!place) return undefined;
    place.element.children = place.element.children.filter((child) => child.name !== name);
    return place.element;
  },
  'same Order twice': ({ places, pick }) => {
    const items = places.filter(({ parent, known }) => hasOrder(known) && alike(parent, known).length > 1);
    const place = pick(items);
    if (!place) return undefined;
    const [first, second] = alike(place.parent, place.known).map((item) => item.children.find(isOrder));
    if (!first || !second) return undefined;
    second.text = first.text;
    return second;
  },
  'gap in Order': ({ places, pick }) => {
    const place = pick(places.filter(({ known }) => hasOrder(known)));
    const last = place && alike(place.parent, place.known).at(-1)?.children.find(isOrder);
    if (!last) return undefined;
    last.text = '77';
    return last;
  },
  'no wcm:action': ({ places, pick }) => {
    const place = pick(places.filter(({ known }) => known.listItem));
    if (!place) return undefined;
    place.element.attributes = place.element.attributes.filter(({ name }) => name !== 'action');
    return place.element;
  },
  'bad component token': ({ root, pick }) => {
    const element = pick(root.children.flatMap(({ children }) => children));
    const attribute = element && pick(element.attributes.filter(({ name }) => name !== 'wcm'));
    if (!element || !attribute) return undefined;
    attribute.value = attribute.name === 'name' ? attribute.value.replace(/.$/, '') : `${attribute.value}x`;
    return element;
  },
  'bad pass': ({ root, pick }) => {
    const element = pick(root.children.filter(({ name }) => name === 'settings'));
    const pass = element?.attributes.find(({ name }) => name === 'pass');
    if (!element || !pass) return undefined;
    pass.value = pass.value.slice(0, -1);
    return element;
  },
  'the same twice': ({ places, pick }) => {
    const place = pick(places.filter(({ known }) => !known.listItem));
    if (!place) return undefined;
    const copy = { ...place.element };
    place.parent.children.push(copy);
    return copy;
  },
} satisfies Record<string, (file: File) => XmlElement | undefined>;

export type MutationKind = keyof typeof MUTATIONS;
export const MUTATION_KINDS = Object.keys(MUTATIONS) as MutationKind[];

/** Declares all prefixes at the root, so that moved elements stay well-formed. */
function declareAtRoot(root: XmlElement): void {
  const isDeclaration = ({ prefix }: { prefix: string }) => prefix === 'xmlns';
  for (const component of root.children.flatMap(({ children }) => children)) {
    for (const declaration of component.attributes.filter(isDeclaration)) {
      if (!root.attributes.some(({ name }) => name === declaration.name)) root.attributes.push(declaration);
    }
    component.attributes = component.attributes.filter((attribute) => !isDeclaration(attribute));
  }
}

function placesOf(root: XmlElement): Place[] {
  const places: Place[] = [];
  const walk = (parent: XmlElement, known: KnownSetting, pass: string): void => {
    for (const element of parent.children) {
      const setting = known.children.get(element.name);
      if (!setting) continue;
      places.push({ element, parent, known: setting, pass });
      walk(element, setting, pass);
    }
  };
  for (const part of root.children) {
    for (const each of part.children) {
      const known = knownComponent(valueOf(each, 'name'));
      if (known) walk(each, known, valueOf(part, 'pass'));
    }
  }
  return places;
}

function value({ places, pick }: File, kind: string, bad: string[]): XmlElement | undefined {
  const place = pick(places.filter(({ known }) => known.value.kind === kind && known.children.size === 0));
  return rewrite(place, pick(bad.filter((each) => !place?.known.value.accepts(each))));
}

function rewrite(place: Place | undefined, text: string | undefined): XmlElement | undefined {
  if (!place || text === undefined) return undefined;
  place.element.text = text;
  return place.element;
}

/** Whether neither of two places is below the other, nor has a setting of the other's name. */
function takesNot({ element, known }: Place, { element: moved, parent }: Place): boolean {
  if (known.children.has(moved.name) || element === parent) return false;
  const within = (top: XmlElement): boolean => top === element || top.children.some(within);
  return !within(moved);
}

function otherPasses({ passes }: KnownSetting): string[] {
  return WINDOWS_PASSES.filter((name) => !(passes & passBit(name)));
}

function drop({ parent, element }: Place): void {
  parent.children = parent.children.filter((child) => child !== element);
}

function hasOrder({ listItem, children }: KnownSetting): boolean {
  return listItem && children.has('Order');
}

function alike(parent: XmlElement, { name }: KnownSetting): XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

function isOrder({ name }: XmlElement): boolean {
  return name === 'Order';
}

function valueOf(element: XmlElement, name: string): string {
  return element.attributes.find((attribute) => attribute.name === name)?.value ?? '';
}

function wrap(child: XmlElement, name: string): XmlElement {
  return { ...child, name, attributes: [], text: '', children: [child] };
}

function settings(pass: string, child: XmlElement): XmlElement {
  const plain = { prefix: '', namespace: '' };
  return { ...wrap(child, 'settings'), attributes: [{ ...plain, name: 'pass', value: pass }] };
}

function component(root: XmlElement, name: string, children: XmlElement[]): XmlElement {
  const like = root.children.find(({ children: [first] }) => first)?.children[0] as XmlElement;
  const attributes = like.attributes.map((each) => (each.name === 'name' ? { ...each, value: name } : each));
  return { ...like, attributes, children, text: '' };
}

/** Writes each element on its own line, and returns the line of the given one. */
function write(element: XmlElement, lines: string[], wanted: XmlElement): number {
  const name = element.prefix ? `${element.prefix}:${element.name}` : element.name;
  const attributes = element.attributes.map(
    ({ name: own, prefix, value: text }) => ` ${prefix ? `${prefix}:` : ''}${own}="${escapeAttribute(text)}"`,
  );
  lines.push(`<${name}${attributes.join('')}>${escapeText(element.text)}`);
  let line = element === wanted ? lines.length : 0;
  for (const child of element.children) line = write(child, lines, wanted) || line;
  if (element.children.length > 0) lines.push(`</${name}>`);
  else lines[lines.length - 1] += `</${name}>`;
  return line;
}
