import { InputError } from '../../../platform/core/index.js';
import { threadWork } from '../../../platform/threads/index.js';
import type { Subject } from './hostile/subject.js';
import { subjects } from './hostile/subjects.js';

const known = new Map<number, Subject[]>();

/** Finding the documents takes longer than reading the small ones. */
function subjectsOf(seed: number): Subject[] {
  const found = known.get(seed) ?? subjects(seed);
  known.set(seed, found);
  return found;
}

/**
 * What one document costs to read, in milliseconds of the processors: this process does nothing else meanwhile, and
 * what others do on the machine does not count. One that is refused costs as well.
 */
export const cost = threadWork(async (subject: string, document: string, share: number, seed: number) => {
  const found = subjectsOf(seed).find(({ name }) => name === subject);
  const make = found?.documents[document];
  if (found === undefined || make === undefined) throw new Error(`no document ${document} of ${subject}`);
  const bytes = Buffer.from(make(Math.floor(found.most / share)), found.encoding ?? 'utf8');
  const began = process.cpuUsage();
  try {
    await found.read(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
});
