import type { ProfileDocument } from '../../documents/profile/index.js';
import { withThreads } from './with-threads.js';

/** The profile that a text is. Rejects with InputError, which names each wrong field. */
export async function readProfileText(text: string): Promise<ProfileDocument> {
  const { profileIn } = await import('../../documents/profile/index.js');
  return withThreads((threads) => profileIn(threads, text));
}
