import type { XmlElement } from '../../../platform/xml/index.js';
import type { Pass } from '../windows/answer-tree.js';

/** An element below a component, as the file has it. */
export interface ImportedElement {
  name: string;
  content: string | ImportedElement[];
  action?: 'add' | 'modify' | 'remove';
  /** Further attributes in the answer file's own names: `wcm:keyValue`. */
  attributes?: Record<string, string>;
  /** True when `content` is a secret: it goes into no draft. */
  secret: boolean;
  source: XmlElement;
}

/** What one component of one pass holds; a component that stands in two parts stands here once. */
export interface ImportedComponent {
  pass: Pass;
  component: string;
  elements: ImportedElement[];
}
