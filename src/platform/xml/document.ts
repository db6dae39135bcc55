/** An element with its position: lines and columns count from 1, columns in UTF-16 code units. */
export interface XmlElement {
  /** Local name, without its prefix. */
  name: string;
  prefix: string;
  /** Namespace URI, '' without one. */
  namespace: string;
  attributes: XmlAttribute[];
  children: XmlElement[];
  /** Its own character data with CDATA sections, without the white space around child elements. */
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
