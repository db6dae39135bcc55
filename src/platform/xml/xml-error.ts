import { type Bilingual, EtabliError } from '../core/index.js';

/** Why a document was refused. */
export type XmlFault =
  | 'too-large'
  | 'encoding'
  | 'doctype'
  | 'not-well-formed'
  | 'too-deep'
  | 'too-many-elements'
  | 'too-many-attributes';

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface XmlPosition {
  line: number;
  column: number;
}

/** A document that cannot be read as XML, or that the limits refuse: why, where, and what to do. */
export class XmlError extends EtabliError {
  declare readonly remedy: Bilingual;

  constructor(
    readonly fault: XmlFault,
    readonly position: XmlPosition,
    text: Bilingual,
    remedy: Bilingual,
  ) {
    super(text, { remedy, data: { fault, ...position } });
  }
}
