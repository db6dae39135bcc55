import { rm } from 'node:fs/promises';
import { notWritten, placeDraft, writeDraft } from '../../platform/files/index.js';

export interface WantedFile {
  path: string;
  content: string | Buffer;
  /** Readable by its owner only. */
  secret?: boolean;
}

/**
 * Writes files atomically, all or none, and creates missing folders. Throws InputError when a file exists, unless
 * `force` is set.
 */
export async function writeWhole(files: WantedFile[], { force = false } = {}): Promise<void> {
  const prepared: { path: string; beside: string }[] = [];
  const placed: string[] = [];
  let missing = '';
  try {
    for (const { path, content, secret } of files) {
      missing = path;
      prepared.push({ path, beside: await writeDraft(path, content, { mode: secret ? 0o600 : 0o644 }) });
    }
    for (const { path, beside } of prepared) {
      missing = path;
      await placeDraft(beside, path, { replace: force });
      placed.push(path);
    }
  } catch (cause) {
    if (!force) await Promise.all(placed.map((path) => rm(path, { force: true })));
    throw notWritten(missing, cause);
  } finally {
    await Promise.all(prepared.map(({ beside }) => rm(beside, { force: true })));
  }
}
