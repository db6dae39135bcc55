import { chown, stat } from 'node:fs/promises';

/** User id and group id of an account. */
export interface SystemAccount {
  uid: number;
  gid: number;
}

/**
 * When root runs this: the owner of the data directory (or of a file in it), unless that is root. Files that root
 * makes there must belong to that account, or the service could not read them. Undefined otherwise.
 */
export async function dataOwner(path: string): Promise<SystemAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Gives a file that root made in a data directory to the owner of that directory. */
export async function handOver(path: string, dataDir: string): Promise<void> {
  const owner = await dataOwner(dataDir);
  if (owner) await chown(path, owner.uid, owner.gid);
}
