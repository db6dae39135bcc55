import { threadFile } from '../../platform/threads/index.js';
import type * as work from './mdm.thread.js';

const thread = threadFile<typeof work>(new URL('./mdm.thread.js', import.meta.url));

/** Files of device management: each function runs within the limits of a thread. */
export const MDM_THREAD = {
  check: thread('check'),
  render: thread('render'),
  readHashes: thread('readHashes'),
};
