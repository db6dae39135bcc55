import { threadWork } from '../../platform/threads/index.js';
import { checkMdm } from './check/check-mdm.js';
import { readHardwareHashes } from './windows/hardware-hashes.js';

/** What is done with files of device management in a thread. */
export const check = threadWork(checkMdm);
export const readHashes = threadWork(readHardwareHashes);
