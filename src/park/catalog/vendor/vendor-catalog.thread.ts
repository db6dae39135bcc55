import { threadWork } from '../../../platform/threads/index.js';
import { readVendorCatalog } from './read-vendor-catalog.js';

/** Reading a catalogue of 4 MB takes most of a second. */
export const read = threadWork(readVendorCatalog);
