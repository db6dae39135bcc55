import type { OwnThreads } from '../../platform/threads/index.js';
import type { ProfileDocument } from './profile.schema.js';

const THREAD = new URL('./profile.thread.js', import.meta.url);

/** `readProfile` for a text and `parseProfile` for a value, in a thread with limits. */
export function profileIn(threads: OwnThreads, document: unknown): Promise<ProfileDocument> {
  return threads.run(THREAD, typeof document === 'string' ? 'read' : 'parse', [document]);
}
