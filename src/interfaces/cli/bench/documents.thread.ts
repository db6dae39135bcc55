import { InputError } from '../../../platform/core/index.js';
import { threadWork } from '../../../platform/threads/index.js';
import { subjects } from './hostile/subjects.js';

/** What one document costs to read, in milliseconds; one that is refused costs as well. */
export const cost = threadWork((subject: string, document: string, share: number, seed: number): number => {
  const found = subjects(seed).find(({ name }) => name === subject);
  const make = found?.documents[document];
  if (found === undefined || make === undefined) throw new Error(`no document ${document} of ${subject}`);
  const bytes = Buffer.from(make(Math.floor(found.most / share)), found.encoding ?? 'utf8');
  const began = performance.now();
  try {
    found.read(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return performance.now() - began;
});
