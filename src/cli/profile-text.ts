import type { ProfileDocument } from '../profile/index.js';
import { withThreads } from './with-threads.js';

/** The profile that a text is. Rejects with InputError, which names each wrong field. */
export async function readProfileText(text: string): Promise<ProfileDocument> {
  const { profileIn } = await import('../profile/index.js');
  return withThreads((threads) => profileIn(threads, text));
}
