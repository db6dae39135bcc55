import { chown, stat } from 'node:fs/promises';

/** An account of the system, by its numbers. */
export interface SystemAccount {
  uid: number;
  gid: number;
}

/**
 * For root alone: whose the data directory (or what stands in it) is, when it is not root's. What root makes
 * there must be that account's, or the service could not read it. Undefined for anybody else.
 */
export async function dataOwner(path: string): Promise<SystemAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Gives what root has made in a data directory to the owner of that directory. */
export async function handOver(path: string, dataDir: string): Promise<void> {
  const owner = await dataOwner(dataDir);
  if (owner) await chown(path, owner.uid, owner.gid);
}
