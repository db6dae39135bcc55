import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest, type EnvironmentManifest } from './environment-manifest.js';
import { notBuilt } from './publish-environment.js';

export interface EnvironmentFiles {
  /** Names the pair; a URL that holds it never mixes two. */
  digest: string;
  vmlinuz: string;
  initrd: string;
  manifest: EnvironmentManifest;
}

/** The directory that environments are built and published in. */
export function environmentDirectory(config: { dataDir: string }): string {
  return join(config.dataDir, 'environment');
}

/**
 * The published kernel and initrd: absolute paths inside one directory that is never written again, so
 * that the two belong together whatever is published meanwhile. Rejects with NotFoundError when none is.
 */
export async function environmentFiles(config: { dataDir: string }): Promise<EnvironmentFiles> {
  const current = join(environmentDirectory(config), 'current');
  const directory = await realpath(current).catch(() => undefined);
  const manifest = directory === undefined ? undefined : await readManifest(directory);
  if (directory === undefined || manifest === undefined) throw notBuilt();
  return {
    digest: manifest.digest,
    vmlinuz: join(directory, 'vmlinuz'),
    initrd: join(directory, 'initrd.img'),
    manifest,
  };
}
