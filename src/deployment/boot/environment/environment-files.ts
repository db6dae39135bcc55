import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest, type EnvironmentManifest } from './environment-manifest.js';
import { notBuilt } from './publish-environment.js';

export interface EnvironmentFiles {
  /** Identifies the pair of files; part of their URLs, so that two pairs are never mixed. */
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
 * The paths of the published kernel and initrd, in one immutable directory, so that they always belong together.
 * Rejects with NotFoundError when none is published.
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
