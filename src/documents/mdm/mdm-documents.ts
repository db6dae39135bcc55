import type { DocumentThreads } from '../../platform/threads/index.js';
import type { CheckedMdm, MdmCheckOptions } from './check/check-mdm.js';
import type { HardwareHash } from './windows/hardware-hashes.js';

const THREAD = new URL('./mdm.thread.js', import.meta.url);

/** `checkMdm` within the limits of a thread. */
export function checkMdmFile(
  threads: DocumentThreads,
  bytes: Uint8Array,
  options: MdmCheckOptions,
): Promise<CheckedMdm> {
  return threads.run(THREAD, 'check', [bytes, options]);
}

/** `readHardwareHashes` within the limits of a thread. */
export function readHashesFile(threads: DocumentThreads, bytes: Uint8Array): Promise<HardwareHash[]> {
  return threads.run(THREAD, 'readHashes', [bytes]);
}
