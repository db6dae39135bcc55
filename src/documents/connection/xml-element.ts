import { escapeAttribute, escapeText } from '../../platform/xml/index.js';

/** An element of a connection's XML: its default namespace when it differs from the parent's, and its text or children. */
export interface Element {
  name: string;
  namespace?: string;
  content: string | Element[];
}

/** Drops undefined children, so that optional elements can be written inline. */
export function element(
  name: string,
  content: string | number | boolean | (Element | undefined)[],
  namespace?: string,
): Element {
  const inside =
    typeof content === 'object' ? content.filter((child) => child !== undefined) : String(content);
  return { name, content: inside, ...(namespace === undefined ? {} : { namespace }) };
}

/** XML text, indented by two spaces. Throws PermanentError for a character that XML cannot contain. */
export function writeElement({ name, namespace, content }: Element, indent = ''): string {
  const opening = namespace === undefined ? name : `${name} xmlns="${escapeAttribute(namespace)}"`;
  if (content.length === 0) return `${indent}<${opening}/>\n`;
  if (typeof content === 'string') return `${indent}<${opening}>${escapeText(content)}</${name}>\n`;
  const children = content.map((child) => writeElement(child, `${indent}  `)).join('');
  return `${indent}<${opening}>\n${children}${indent}</${name}>\n`;
}
