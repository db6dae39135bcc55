export type { MdmFile, MdmMachine, MdmOrder, NotCarried } from './order.js';
export { MDM_PLATFORMS, type MdmPlatform } from './platform.js';
export { type MdmRequest, type RenderedMdm, renderMdm } from './render-mdm.js';
