import type { XmlElement } from '../../../../platform/xml/index.js';
import type { Placed, Report } from '../report.js';
import { faults } from './faults.js';
import type { PlistDict, PlistEntry, PlistValue } from './plist-value.js';
import { type Read, readData, readDate, readInteger, readReal } from './scalar.js';

/**
 * The value in a `<plist>`; undefined without one. Errors are added to the report
 * and reading continues. man 5 plist, and Apple's PropertyList-1.0.dtd.
 */
export function readPlist(root: XmlElement, report: Report): PlistValue | undefined {
  const reader = new PlistReader(report);
  const { line, column } = root;
  if (root.name !== 'plist') {
    // Apple also accepts a value without the `<plist>` element.
    return reader.value(root, { line, column });
  }
  const [first, ...others] = root.children;
  reader.noText(root, { line, column });
  for (const other of others) faults.extra(placeOf(other), `<${other.name}>`, report);
  if (first === undefined) faults.empty({ line, column }, report);
  return first && reader.value(first, { line: first.line, column: first.column });
}

function placeOf({ line, column }: XmlElement, parent?: Placed, name?: string | number): Placed {
  return { line, column, parent, name };
}

class PlistReader {
  constructor(private readonly report: Report) {}

  value(element: XmlElement, place: Placed): PlistValue | undefined {
    switch (element.name) {
      case 'dict':
        return this.dict(element, place);
      case 'array':
        return this.array(element, place);
      case 'string':
        return { ...place, kind: 'string', value: this.text(element, place) };
      case 'true':
      case 'false':
        if (element.children.length > 0 || element.text.trim() !== '') {
          faults.text(place, element.text, this.report);
        }
        return { ...place, kind: 'boolean', value: element.name === 'true' };
      case 'integer':
        return { ...place, kind: 'integer', value: this.read(element, place, readInteger) };
      case 'real':
        return { ...place, kind: 'real', value: this.read(element, place, readReal) };
      case 'date':
        return { ...place, kind: 'date', value: this.read(element, place, readDate) };
      case 'data':
        return { ...place, kind: 'data', value: this.read(element, place, readData) };
      default:
        faults.unknownElement(place, element.name, this.report);
        return undefined;
    }
  }

  /** A container may only have white space between its elements. */
  noText(element: XmlElement, place: Placed): void {
    if (element.text.trim() !== '') faults.text(place, element.text, this.report);
  }

  private dict(element: XmlElement, place: Placed): PlistDict {
    const entries = new Map<string, PlistEntry>();
    const dict: PlistDict = { ...place, kind: 'dict', entries };
    this.noText(element, dict);
    let key: { name: string; place: Placed } | undefined;
    for (const child of element.children) {
      if (child.name === 'key') {
        if (key) faults.keyWithoutValue(key.place, this.report);
        const name = this.text(child, placeOf(child, dict, child.text));
        key = { name, place: placeOf(child, dict, name) };
      } else if (key === undefined) {
        faults.valueWithoutKey(placeOf(child, dict), `<${child.name}>`, this.report);
      } else {
        const value = this.value(child, placeOf(child, dict, key.name));
        if (entries.has(key.name)) faults.duplicateKey(key.place, key.name, this.report);
        else if (value) entries.set(key.name, { key: key.place, value });
        key = undefined;
      }
    }
    if (key) faults.keyWithoutValue(key.place, this.report);
    return dict;
  }

  private array(element: XmlElement, place: Placed): PlistValue {
    const items: PlistValue[] = [];
    const array: PlistValue = { ...place, kind: 'array', items };
    this.noText(element, array);
    element.children.forEach((child, index) => {
      const value = this.value(child, placeOf(child, array, index));
      if (value) items.push(value);
    });
    return array;
  }

  private text(element: XmlElement, place: Placed): string {
    for (const child of element.children) faults.extra(placeOf(child, place), `<${child.name}>`, this.report);
    return element.text;
  }

  private read<T>(element: XmlElement, place: Placed, reader: (text: string) => Read<T>): T | undefined {
    const { value, expected } = reader(this.text(element, place));
    if (expected) faults.badValue(place, element.name, element.text, expected, this.report);
    return value;
  }
}
