import type { ProfileDocument } from '../../documents/profile/index.js';
import { withThreads } from './with-threads.js';

/** Parses a profile. Rejects with InputError, which names each invalid field. */
export async function readProfileText(text: string): Promise<ProfileDocument> {
  const { profileIn } = await import('../../documents/profile/index.js');
  return withThreads((threads) => profileIn(threads, text));
}
