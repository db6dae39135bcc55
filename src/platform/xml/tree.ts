import type { XmlAttribute, XmlElement } from './document.js';

const NOT_BLANK = /[^ \t\r\n]/;

/** Shared by all elements without attributes, to save memory. */
const NO_CHILDREN: XmlElement[] = [];
export const NO_ATTRIBUTES: XmlAttribute[] = [];

/** A new element without content. */
export function bare(
  name: string,
  prefix: string,
  namespace: string,
  attributes: XmlAttribute[],
  line: number,
  column: number,
): XmlElement {
  return { name, prefix, namespace, attributes, children: NO_CHILDREN, text: '', line, column };
}

/** Adds an element to its parent; white space before the first child is dropped. */
export function adopt(parent: XmlElement, child: XmlElement): void {
  if (parent.children !== NO_CHILDREN) parent.children.push(child);
  else {
    parent.children = [child];
    if (isBlank(parent.text)) parent.text = '';
  }
}

/** Adds character data to an element, without the white space around children. */
export function say(element: XmlElement, text: string): void {
  if (element.children !== NO_CHILDREN && isBlank(text)) return;
  element.text = element.text === '' ? text : element.text + text;
}

function isBlank(text: string): boolean {
  return text === '' || !NOT_BLANK.test(text);
}
