import type { OwnThreads } from '../../platform/threads/index.js';
import type { CheckedMdm, MdmCheckOptions } from './check/check-mdm.js';
import type { MdmRequest, RenderedMdm } from './render-mdm.js';
import type { HardwareHash } from './windows/hardware-hashes.js';

const THREAD = new URL('./mdm.thread.js', import.meta.url);

/** `checkMdm` within the limits of a thread. */
export function checkMdmFile(
  threads: OwnThreads,
  bytes: Uint8Array,
  options: MdmCheckOptions,
): Promise<CheckedMdm> {
  return threads.run(THREAD, 'check', [bytes, options]);
}

/** `readHardwareHashes` within the limits of a thread. */
export function readHashesFile(threads: OwnThreads, bytes: Uint8Array): Promise<HardwareHash[]> {
  return threads.run(THREAD, 'readHashes', [bytes]);
}

/** `renderMdm` within the limits of a thread, which reads the payloads itself: `paths` are theirs, by digest. */
export function renderMdmFiles(
  threads: OwnThreads,
  request: Omit<MdmRequest, 'payload'>,
  paths: ReadonlyMap<string, string>,
): Promise<RenderedMdm> {
  return threads.run(THREAD, 'render', [request, paths]);
}
