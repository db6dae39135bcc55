import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NotFoundError } from '../../platform/core/index.js';
import { environmentDirectory, environmentFiles, isEnvironmentCurrent } from '../boot/index.js';

/** The environment that PCs boot from the network. */
export interface EnvironmentState {
  digest: string;
  publishedAt: Date;
  kernel: string;
  suite: string;
  packages: number;
  bytes: number;
  /** Whether it was made from the sources that stand here now; undefined when that could not be measured. */
  isCurrent?: boolean;
}

/** Undefined when none is published. */
export async function environmentState(config: { dataDir: string }): Promise<EnvironmentState | undefined> {
  const files = await environmentFiles(config).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
  if (files === undefined) return undefined;
  const { digest, manifest, vmlinuz } = files;
  const isCurrent = await isEnvironmentCurrent(environmentDirectory(config)).catch(() => undefined);
  return {
    digest,
    publishedAt: (await stat(dirname(vmlinuz))).mtime,
    kernel: manifest.kernel,
    suite: manifest.suite,
    packages: Object.keys(manifest.packages).length,
    bytes: manifest.files.vmlinuz.bytes + manifest.files['initrd.img'].bytes,
    ...(isCurrent !== undefined && { isCurrent }),
  };
}
