export type { XmlAttribute, XmlElement } from './document.js';
export { escapeAttribute, escapeText } from './escape.js';
