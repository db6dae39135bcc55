export type { DiskIndex, Frame, IndexedPartition } from './disk-index.js';
export { MASTERS_FOLDER, readManifest } from './manifests.js';
export type { Master, Verification } from './master.js';
export { MasterRow } from './master.entity.js';
export { MasterModule } from './master.module.js';
export {
  type MasterDto,
  type MasterManifest,
  masterManifestSchema,
  masterPageSchema,
  masterSchema,
  type StoredPayloadDto,
  storedPayloadSchema,
  type UploadQuery,
  uploadQuerySchema,
  type VerificationDto,
} from './master.schema.js';
export type { Capture } from './captured-disks.js';
export type { ImageCapture } from './captured-image.js';
export { Masters } from './masters.service.js';
export { PartialPayloads } from './partial-payloads.js';
export { mustHaveBody, storeUpload } from './payload-upload.js';
export { Payloads, type StoredPayload } from './payloads.js';
export { unfitness } from './windows/edition-choice.js';
export {
  type BootManager,
  type ImageDescription,
  type WindowsImage,
  windowsImageSchema,
} from './windows/image.schema.js';
export type { Watch as ImageWatch } from './windows/prepared-source.js';
export type { Edition } from './windows/wim-xml.js';
