import { Injectable } from '@nestjs/common';
import { type UserDataSnapshot, UserData } from '../../../../park/userdata/index.js';
import { type Evidence, PermanentError } from '../../../../platform/core/index.js';
import { Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { chooseDisk } from '../partition/choose-disk.js';
import { type BackedUp, backedUpSchema, repositoryOrder, USER_DATA_MS } from './user-data-order.js';

const DAY_MS = 86_400_000;
const NOTHING_BEFORE = {
  snapshot: null,
  nothing: {
    fr: 'rien n’avait été trouvé à sauvegarder avant l’effacement du disque',
    en: 'nothing had been found to save before the disk was erased',
  },
  skipped: [],
  again: true,
};

/**
 * Saves the data of the users on the disk that will be erased, before it is, and reads all of it back. Repeated, it
 * saves again: the old system may have run meanwhile. Once the erasure has begun, the disk may hold a half-installed
 * system instead of the data: what was saved before stands.
 */
@Injectable()
export class Backup implements Step<'deploy'> {
  readonly name = 'backup';
  readonly title = { fr: 'Sauvegarde des données', en: 'Backup of user data' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = USER_DATA_MS;

  constructor(
    private readonly addresses: Addresses,
    private readonly tickets: Tickets,
    private readonly userData: UserData,
  ) {}

  onlyIf({ profile }: DeployPlan): boolean {
    return profile.document.userData?.backup !== undefined;
  }

  /** The PC gets the password of what was saved from it. */
  needsSecret(): boolean {
    return true;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    if (context.facts.erasureBegan === true) {
      const before = await this.userData.ofDeployment(context.deploymentId);
      return done(before === null ? NOTHING_BEFORE : this.again(before, context));
    }
    const { backup, restore, keepDays } = context.plan.profile.document.userData!;
    const disk = await chooseDisk(context);
    await context.remember({ disk });
    const parts = { addresses: this.addresses, tickets: this.tickets, userData: this.userData };
    const { order, fleeting } = await repositoryOrder(context, 'append', parts);
    const { deploymentId, machineId } = context;
    const wanted = { disk, rules: backup, deployment: deploymentId, ...order };
    const found = judged(await context.agent('backup-user-data', wanted, fleeting));
    const { snapshot: id, files, bytes, profiles, skipped, nothing } = found;
    // From then on no other disk may be erased.
    await context.remember({ savedDisk: disk });
    if (id === null) return done({ snapshot: null, nothing, skipped });
    await this.userData.record({
      ...{ id, machineId, deploymentId, files, bytes, profiles, skipped },
      expiresAt: new Date(Date.now() + keepDays * DAY_MS),
      restoreWanted: restore,
    });
    return done({ ...found });
  }

  private again(before: UserDataSnapshot, context: StepContext<'deploy'>): Evidence {
    context.log(`backup ${before.id} of this deployment stands: the disk was erased since`);
    const { id, files, bytes, profiles, skipped } = before;
    return { snapshot: id, files, bytes, profiles, skipped, readBack: { files, bytes }, again: true };
  }
}

/** Throws unless every file that was found was read back from the server. */
export function judged(answer: unknown): BackedUp {
  const found = backedUpSchema.parse(answer);
  const { snapshot, nothing, files, bytes, readBack } = found;
  if (snapshot === null ? nothing === null : readBack.files !== files || readBack.bytes !== bytes) {
    throw new PermanentError({
      fr: `la sauvegarde n’a pas été relue en entier : ${readBack.files} fichiers sur ${files}, ${readBack.bytes} octets sur ${bytes}. Rien n’a été effacé`,
      en: `the backup was not read back in full: ${readBack.files} of ${files} files, ${readBack.bytes} of ${bytes} bytes. Nothing was erased`,
    });
  }
  return found;
}
