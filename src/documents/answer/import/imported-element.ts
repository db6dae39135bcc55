import type { XmlElement } from '../../../platform/xml/index.js';
import type { Pass } from '../windows/answer-tree.js';

/** An element below a component of the file. */
export interface ImportedElement {
  name: string;
  content: string | ImportedElement[];
  action?: 'add' | 'modify' | 'remove';
  /** Other attributes, by their names in the answer file: `wcm:keyValue`. */
  attributes?: Record<string, string>;
  /** True when `content` is a secret: it must not be written to the draft. */
  secret: boolean;
  source: XmlElement;
}

/** The settings of one component in one pass; several parts of one component are merged. */
export interface ImportedComponent {
  pass: Pass;
  component: string;
  elements: ImportedElement[];
}
