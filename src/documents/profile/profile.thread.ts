import { threadWork } from '../../platform/threads/index.js';
import { parseProfile, readProfile } from './profile-document.js';

/** The functions on profiles that run in a thread. */
export const read = threadWork(readProfile);
export const parse = threadWork((value: unknown) => parseProfile(value));
