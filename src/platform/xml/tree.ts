import type { XmlAttribute, XmlElement } from './document.js';

const NOT_BLANK = /[^ \t\r\n]/;

/** Most elements have none, and large documents are mostly elements. */
const NO_CHILDREN: XmlElement[] = [];
export const NO_ATTRIBUTES: XmlAttribute[] = [];

/** An element that holds nothing yet. */
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

/** Puts an element into its parent; the white space before a first child goes. */
export function adopt(parent: XmlElement, child: XmlElement): void {
  if (parent.children !== NO_CHILDREN) parent.children.push(child);
  else {
    parent.children = [child];
    if (isBlankText(parent.text)) parent.text = '';
  }
}

/** Adds character data to an element; white space around children is left out. */
export function say(element: XmlElement, text: string): void {
  if (element.children !== NO_CHILDREN && isBlankText(text)) return;
  element.text = element.text === '' ? text : element.text + text;
}

export function isBlankText(text: string): boolean {
  return text === '' || !NOT_BLANK.test(text);
}

/** Whether a part of a text is white space and nothing else. */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (!isSpace(text.charCodeAt(at))) return false;
  }
  return true;
}

/** What XML calls white space. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
