import { threadWork } from '../../platform/threads/index.js';
import { parseProfile, readProfile } from './profile-document.js';

/** What is done with profiles in a thread. */
export const read = threadWork(readProfile);
export const parse = threadWork((value: unknown) => parseProfile(value));
