import { InputError } from '../../../platform/core/index.js';
import { threadWork } from '../../../platform/threads/index.js';
import type { Subject } from './hostile/subject.js';
import { subjects } from './hostile/subjects.js';

const known = new Map<number, Subject[]>();

/** Cached, because making the list takes longer than reading a small document. */
function subjectsOf(seed: number): Subject[] {
  const found = known.get(seed) ?? subjects(seed);
  known.set(seed, found);
  return found;
}

/**
 * The processor time of reading one document, in ms; a refused document counts too. The process must do nothing
 * else meanwhile.
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
