export { DocumentFiles, type OrderedFiles } from './document-files.service.js';
export {
  checkedDocument,
  documentOrder,
  fileName,
  machineOrder,
  renderedDocument,
} from './document.schema.js';
export { ApiFileBody, documentController, fileIn } from './document-routes.js';
export { EngineModule } from './engine.module.js';
