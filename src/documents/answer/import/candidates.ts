import { formsOf, isSecretNode, resolved, type SchemaNode } from '../windows-schema.js';
import type { ImportedComponent, ImportedElement } from './imported-element.js';
import type { SecretNames } from './imported-secrets.js';

/** The list item in which an option is searched. */
export interface ListItem {
  /** Place of the items of this list: `oobeSystem Microsoft-Windows-Shell-Setup UserAccounts/LocalAccounts/LocalAccount`. */
  place: string;
  element: ImportedElement;
}

const IN_FILE = /^(\w+) ([\w.-]+) ([\w/-]+)$/;

/** The possible values of an option in a file, found by the place where the option is rendered. */
export class Candidates {
  private readonly children = new Map<ImportedElement | ImportedComponent, Map<string, ImportedElement[]>>();

  constructor(
    private readonly components: ImportedComponent[],
    private readonly secrets: SecretNames,
  ) {}

  /** The elements at a place; only those inside the list item if the place is inside one. */
  elementsAt(place: string, item?: ListItem): ImportedElement[] {
    if (item && place.startsWith(`${item.place}/`)) {
      return this.elementsBelow([item.element], place.slice(item.place.length + 1));
    }
    const [, pass, component, path] = IN_FILE.exec(place) ?? [];
    if (path === undefined) return [];
    const found = this.components.find((one) => one.pass === pass && one.component === component);
    return found ? this.elementsBelow([found], path) : [];
  }

  /** Whether the file has an element at the place of an option or of its fields. */
  concern(given: SchemaNode, depth = 6): boolean {
    const node = resolved(given);
    const parts = [
      ...Object.values(node.properties ?? {}),
      ...formsOf(node),
      ...(node.items ? [node.items] : []),
    ];
    return (
      (node.landsIn ?? []).some((place) => this.elementsAt(place).length > 0) ||
      (depth > 0 && parts.some((part) => this.concern(part, depth - 1)))
    );
  }

  /** The possible values of a scalar, a secret or a list of strings; rendering decides which is right. */
  valuesOf(node: SchemaNode, item?: ListItem): unknown[] {
    const elements = (node.landsIn ?? []).flatMap((place) => this.elementsAt(place, item));
    if (elements.length === 0) return [];
    if (node.const !== undefined) return [node.const];
    if (node.enum) return node.enum;
    if (isSecretNode(node)) return this.secretsIn(elements);
    const texts = [
      ...new Set(
        withInside(elements).flatMap(({ content }) => (typeof content === 'string' ? [content] : [])),
      ),
    ];
    if (node.items) return texts.map((text) => text.split(';'));
    if (node.type === 'boolean') return [true, false];
    if (node.type === 'integer' || node.type === 'number') {
      return texts.filter((text) => /^\d{1,9}$/.test(text)).map(Number);
    }
    return node.type === 'string' ? texts.filter((text) => text !== '') : [];
  }

  private elementsBelow(above: (ImportedElement | ImportedComponent)[], path: string): ImportedElement[] {
    let level: (ImportedElement | ImportedComponent)[] = above;
    for (const name of path.split('/'))
      level = level.flatMap((each) => this.childrenOf(each).get(name) ?? []);
    return level as ImportedElement[];
  }

  /** Index of children by name, since hundreds of options are looked up. */
  private childrenOf(parent: ImportedElement | ImportedComponent): ReadonlyMap<string, ImportedElement[]> {
    let children = this.children.get(parent);
    if (!children) {
      children = new Map<string, ImportedElement[]>();
      const content = 'elements' in parent ? parent.elements : parent.content;
      for (const child of typeof content === 'string' ? [] : content) {
        const alike = children.get(child.name);
        if (alike) alike.push(child);
        else children.set(child.name, [child]);
      }
      this.children.set(parent, children);
    }
    return children;
  }

  private secretsIn(elements: ImportedElement[]): { vault: string }[] {
    return withInside(elements)
      .filter(({ secret }) => secret)
      .map((element) => ({ vault: this.secrets.referenceOf(element) }));
  }
}

/** Elements and their direct children: an option may be rendered as a whole group. */
function withInside(elements: ImportedElement[]): ImportedElement[] {
  return elements.flatMap((element) =>
    typeof element.content === 'string' ? [element] : [element, ...element.content],
  );
}
