/** An element of a parsed document, with where it begins: lines and columns count from 1, in UTF-16 code units. */
export interface XmlElement {
  /** Local name, without its prefix. */
  name: string;
  prefix: string;
  /** Namespace URI, '' without one. */
  namespace: string;
  attributes: XmlAttribute[];
  children: XmlElement[];
  /** Its own character data, CDATA sections included, as it stands; without the white space around children. */
  text: string;
  line: number;
  column: number;
}

export interface XmlAttribute {
  name: string;
  prefix: string;
  namespace: string;
  value: string;
}
