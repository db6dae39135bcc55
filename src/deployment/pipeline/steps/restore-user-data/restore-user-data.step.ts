import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { skippedSchema, UserData, type UserDataSnapshot } from '../../../../park/userdata/index.js';
import { Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import { DeploymentStore } from '../../deployment.store.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { repositoryOrder, USER_DATA_MS } from '../backup/user-data-order.js';

const count = z.number().int().min(0);
const restoredSchema = z.object({
  files: count,
  bytes: count,
  /** By which the installed Windows finds what is there for it to place. */
  profiles: z.array(z.object({ name: z.string(), folder: z.string(), files: count, bytes: count })),
  skipped: z.array(skippedSchema),
});

/**
 * Puts the saved data into a folder of the new Windows that administrators alone may read, and reads it back: a
 * folder of a user that exists before his first logon would make Windows give him another one.
 */
@Injectable()
export class RestoreUserData implements Step<'deploy'> {
  readonly name = 'restore-user-data';
  readonly title = { fr: 'Retour des données', en: 'Return of user data' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = USER_DATA_MS;

  constructor(
    private readonly addresses: Addresses,
    private readonly tickets: Tickets,
    private readonly userData: UserData,
    private readonly deployments: DeploymentStore,
  ) {}

  onlyIf({ profile }: DeployPlan): boolean {
    return profile.document.userData?.restore === true;
  }

  needsSecret(): boolean {
    return true;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { deploymentId, machineId } = context;
    const before = context.facts.returnedData?.snapshot ?? undefined;
    const snapshot = await this.userData.toRestore(deploymentId, machineId, before);
    const at = new Date().toISOString();
    if (snapshot === null) {
      await context.remember({ returnedData: { snapshot: null, at, profiles: [] } });
      return done({ snapshot: null });
    }
    const parts = { addresses: this.addresses, tickets: this.tickets, userData: this.userData };
    const { order, fleeting } = await repositoryOrder(context, 'read', parts);
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    await context.confirmMine();
    const wanted = { ...target, ...order, snapshot: snapshot.id };
    const found = restoredSchema.parse(await context.agent('restore-user-data', wanted, fleeting));
    const profiles = found.profiles;
    const isForRow = await this.isForRow(context, snapshot);
    await context.remember({ returnedData: { snapshot: snapshot.id, at, profiles, isForRow } });
    return done({ snapshot: snapshot.id, savedBy: snapshot.deploymentId, ...found });
  }

  /** What an earlier deployment saved is that of its own user: the PC may be for somebody else now. */
  private async isForRow(
    { deploymentId, plan }: StepContext<'deploy'>,
    { deploymentId: savedBy }: UserDataSnapshot,
  ): Promise<boolean> {
    if (savedBy === deploymentId) return true;
    const earlier = (await this.deployments.find(savedBy))?.plan;
    return earlier?.purpose === 'deploy' && earlier.row.user === plan.row.user;
  }
}
