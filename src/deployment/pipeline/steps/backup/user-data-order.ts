import { z } from 'zod';
import { savedProfileSchema, skippedSchema, type UserData } from '../../../../park/userdata/index.js';
import { bilingualSchema } from '../../../../platform/core/index.js';
import type { Tickets } from '../../../../platform/vault/index.js';
import type { Addresses } from '../../addresses.js';
import type { StepContext } from '../../step-context.js';

/** What a PC does with the repository of its user data: add to it, or only read it. */
export type UserDataAct = 'append' | 'read';

const BACKUP_TICKET = 'user-data-backup';
const RESTORE_TICKET = 'user-data-restore';
/** The tickets that allow each. */
export const USER_DATA_TICKETS: Record<UserDataAct, readonly string[]> = {
  append: [BACKUP_TICKET],
  read: [BACKUP_TICKET, RESTORE_TICKET],
};

/** How long a backup or its restoration may take; the ticket is valid as long. */
export const USER_DATA_MS = 12 * 60 * 60_000;

const count = z.number().int().min(0);

/** What the agent tells of a backup. `snapshot` is null when there was nothing to save, for the reason `nothing`. */
export const backedUpSchema = z.object({
  snapshot: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  nothing: bilingualSchema.nullable(),
  files: count,
  bytes: count,
  profiles: z.array(savedProfileSchema),
  skipped: z.array(skippedSchema),
  readBack: z.object({ files: count, bytes: count }),
});
export type BackedUp = z.output<typeof backedUpSchema>;

/** Where the repository is, and what opens it: given to the agent each time, kept nowhere on the PC. */
export async function repositoryOrder(
  context: StepContext<'deploy'>,
  act: UserDataAct,
  parts: { addresses: Addresses; tickets: Tickets; userData: UserData },
): Promise<{ order: { repositoryUrl: string }; fleeting: object }> {
  const { machineId, deploymentId } = context;
  const { password, roomBytes } = await parts.userData.prepare(machineId);
  const purpose = act === 'append' ? BACKUP_TICKET : RESTORE_TICKET;
  const ticket = parts.tickets.issue(purpose, machineId, USER_DATA_MS / 1000, deploymentId);
  context.conceal([password, ticket]);
  return {
    order: { repositoryUrl: `${parts.addresses.phoneHome()}/phone-home/user-data/${machineId}/` },
    fleeting: { ticket, password, roomBytes },
  };
}
