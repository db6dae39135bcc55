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
    if (isBlankText(parent.text)) parent.text = '';
  }
}

/** Adds character data to an element, without the white space around children. */
export function say(element: XmlElement, text: string): void {
  if (element.children !== NO_CHILDREN && isBlankText(text)) return;
  element.text = element.text === '' ? text : element.text + text;
}

export function isBlankText(text: string): boolean {
  return text === '' || !NOT_BLANK.test(text);
}

/** Whether a part of a text is only white space. */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (!isSpace(text.charCodeAt(at))) return false;
  }
  return true;
}

/** XML white space. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
