import { z } from 'zod';
import { compareVersions, isVersion, type Measured } from '../../../../park/software/index.js';

const exitCode = z.number().int().nullable();

const measuredProgram = z.object({
  name: z.string(),
  found: z.boolean().nullable(),
  versions: z.array(z.string().max(300)).max(1_000),
  sha256: z.string().nullable(),
  exitCode,
  /** How its installer ended in this deployment, and whether Windows was not restarted since; null when none was run. */
  last: z.object({ exitCode, sinceStart: z.boolean() }).nullable(),
});

/** What `software/detect` measures. */
export const detectedSchema = z.object({ programs: z.array(measuredProgram).max(500) });
export type Detected = z.output<typeof detectedSchema>;

const STATES = ['ended', 'timed-out', 'waited', 'busy', 'network', 'digest', 'no-manager'] as const;

/** How one run of `software/install` went. */
export const installedSchema = z.object({
  state: z.enum(STATES),
  exitCode,
  seconds: z.number().min(0).nullable(),
  /** The last lines of the log of the installer. */
  log: z.array(z.string()).max(100),
});
export type Installed = z.output<typeof installedSchema>;

export const cleanedSchema = z.object({ left: z.array(z.string()) });

/** Of several entries of one program, the latest version. */
export function measuredOf({ found, versions, sha256, exitCode }: Detected['programs'][number]): Measured {
  const version = versions
    .filter(isVersion)
    .reduce<string | null>(
      (best, one) => (best === null || compareVersions(one, best) > 0 ? one : best),
      null,
    );
  return { found, version, sha256, exitCode };
}
