import { z } from 'zod';

const count = z.number().int().min(0);

export const savedProfileSchema = z.object({
  name: z.string().describe('Of its folder on the old system'),
  sid: z.string().nullable(),
  lastUsed: z.iso.datetime().nullable(),
  files: count,
  bytes: count,
});

export const skippedSchema = z.object({
  reason: z.string(),
  count,
  examples: z.array(z.string()),
});

/** What was saved of a PC before one deployment. */
export const userDataSnapshotSchema = z
  .object({
    id: z.string().describe('Of restic'),
    machineId: z.uuid(),
    deploymentId: z.uuid(),
    files: count,
    bytes: count,
    profiles: z.array(savedProfileSchema),
    skipped: z.array(skippedSchema).describe('What was found and was not saved, by reason'),
    takenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    restoreWanted: z.boolean(),
    restoredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'UserDataSnapshot' });
export type UserDataSnapshotDto = z.output<typeof userDataSnapshotSchema>;

export const machineUserDataSchema = z
  .object({
    snapshots: z.array(userDataSnapshotSchema).describe('The newest first'),
    bytes: count.describe('What the repository takes on the server, compressed'),
  })
  .meta({ id: 'MachineUserData' });
export type MachineUserDataDto = z.output<typeof machineUserDataSchema>;

export const archiveQuerySchema = z.object({
  snapshot: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .optional()
    .describe('Its id or the first digits of it; the newest by default'),
});
export type ArchiveQuery = z.output<typeof archiveQuerySchema>;

export const userDataParameterSchema = z.uuid().describe('Id of the machine');
