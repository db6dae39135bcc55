export { decodeXml, type DecodedText } from './decode.js';
export type { XmlAttribute, XmlElement } from './document.js';
export { escapeAttribute, escapeText } from './escape.js';
export { readXml, type XmlDocument, type XmlLimits } from './read-xml.js';
export { XmlError, type XmlFault, type XmlPosition } from './xml-error.js';
