import { z } from 'zod';
import { bilingualSchema, QUEUES } from '../../platform/core/index.js';

const time = z.iso.datetime();
const count = z.number().int();
const bytes = z.number();

export const installationSchema = z
  .object({
    version: z.string(),
    environment: z
      .object({
        digest: z.string(),
        publishedAt: time,
        kernel: z.string(),
        suite: z.string(),
        packages: count,
        bytes,
        isCurrent: z.boolean().optional().describe('Made from the present sources; absent when not measured'),
      })
      .optional()
      .describe('Absent when none is published'),
    storage: z.object({
      at: time,
      folder: z.string(),
      totalBytes: bytes,
      freeBytes: bytes,
      databaseBytes: bytes,
      parts: z.array(
        z.object({
          folder: z.string(),
          name: bilingualSchema,
          remedy: bilingualSchema.optional(),
          bytes,
          files: count,
          isWhole: z.boolean(),
        }),
      ),
    }),
    queues: z.array(
      z.object({
        queue: z.enum(QUEUES),
        queued: count,
        running: count,
        waiting: count,
        failed: count,
        oldestQueuedAt: time.nullable(),
        workers: count.optional(),
      }),
    ),
    backups: z.object({
      last: z.object({ at: time, file: z.string(), bytes, payloads: z.boolean() }).optional(),
      files: z.array(z.object({ name: z.string(), at: time, bytes })),
      runningSince: time.optional(),
      failure: z.object({ at: time, cause: bilingualSchema }).optional(),
    }),
  })
  .meta({ id: 'Installation' });
export type InstallationDto = z.output<typeof installationSchema>;
