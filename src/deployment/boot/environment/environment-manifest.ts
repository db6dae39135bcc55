import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PermanentError } from '../../../platform/core/index.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.object({ sha256, bytes: z.number().int().positive() });

/** The manifest of a built kernel and initrd. */
export const environmentManifestSchema = z.object({
  formatVersion: z.literal(1),
  /** Identifies the pair, and names its directory. */
  digest: sha256,
  /** SHA-256 of its inputs under environment/. */
  inputs: sha256,
  suite: z.string(),
  architecture: z.string(),
  kernel: z.string(),
  /** Seconds since 1970: the date of every file in the initrd. */
  sourceDateEpoch: z.number().int(),
  files: z.object({ vmlinuz: file, 'initrd.img': file }),
  /** Version by Debian package name. */
  packages: z.record(z.string(), z.string()),
  /** Only in a published environment: the build, and the authority that was added. */
  published: z.object({ built: sha256, authority: sha256 }).optional(),
});
export type EnvironmentManifest = z.infer<typeof environmentManifestSchema>;

/** The manifest of that directory; undefined when there is none. */
export async function readManifest(directory: string): Promise<EnvironmentManifest | undefined> {
  const path = join(directory, 'manifest.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return environmentManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    const words = { fr: `${path} n’est pas un manifeste lisible`, en: `${path} is not a readable manifest` };
    throw new PermanentError(words, { cause });
  }
}
