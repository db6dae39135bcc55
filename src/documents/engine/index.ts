export {
  type CheckedDocument,
  type CheckedKinds,
  type Checker,
  checkDocument,
  headOf,
  readXmlOrFinding,
} from './check-document.js';
export type { DocumentFamily, RenderRequest } from './family.js';
export { type Drawn, type Rendered, RenderedSecrets } from './rendering.js';
export { inLineOrder, oneLine, Report, type RuleFinding, type TextPosition } from './report.js';
