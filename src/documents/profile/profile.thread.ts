import { threadWork } from '../../platform/threads/index.js';
import { changeProfileText } from './editor/change.js';
import { differenceOf } from './editor/difference.js';
import { plainYaml } from './editor/plain-yaml.js';
import { linesOfProfile, reviewProfile } from './editor/review.js';
import { parseProfile, readProfile } from './profile-document.js';

/** The functions on profiles that run in a thread. */
export const read = threadWork(readProfile);
export const parse = threadWork((value: unknown) => parseProfile(value));
export const review = threadWork(reviewProfile);
export const change = threadWork(changeProfileText);
export const difference = threadWork(differenceOf);
export const plain = threadWork(plainYaml);
export const lines = threadWork(linesOfProfile);
