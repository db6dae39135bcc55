export { MDM_THREAD } from './mdm-documents.js';
export type { MdmFile, MdmOrder, NotCarried } from './order.js';
export { MDM_PLATFORMS, type MdmPlatform } from './platform.js';
export { signProfile } from './apple/sign-profile.js';
export { qrSvg } from './qr-code.js';
export { type MdmChoice, type MdmRequest, type RenderedMdm, renderMdm } from './render-mdm.js';
export { type CheckedMdm, checkMdm, type MdmCheckOptions } from './check/check-mdm.js';
export {
  type HardwareHash,
  MOST_HASHES,
  readHardwareHashes,
  writeHardwareHashes,
} from './windows/hardware-hashes.js';
