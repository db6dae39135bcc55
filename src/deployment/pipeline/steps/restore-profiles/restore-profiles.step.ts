import { Injectable } from '@nestjs/common';
import { UserData } from '../../../../park/userdata/index.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { judgedPlacement, placedSchema } from './judged-placement.js';
import { ownersOf } from './owners.js';

/**
 * Gives the returned data to the users of the running Windows: into the folder that Windows knows for each, with the
 * user as owner, and reads it back there. Data without a user stays where administrators alone may read it.
 */
@Injectable()
export class RestoreProfiles implements Step<'deploy'> {
  readonly name = 'restore-profiles';
  readonly title = { fr: 'Données rendues aux utilisateurs', en: 'Data given to its users' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 4 * 60 * 60_000;

  constructor(private readonly userData: UserData) {}

  onlyIf({ profile }: DeployPlan): boolean {
    return profile.document.userData?.restore === true;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { snapshot, profiles } = context.known('returnedData');
    if (snapshot === null || profiles.length === 0) return done({ snapshot, placed: [], kept: [] });
    const wanted = ownersOf(profiles, context.plan);
    // SYSTEM alone may make the profile of a user who has never logged on, and own what it moves.
    const options = { schema: placedSchema, asSystem: true };
    const found = await context.powershell('userdata/place', { profiles: wanted }, options);
    const evidence = judgedPlacement(profiles, found);
    await this.userData.markRestored(snapshot);
    return done({ snapshot, ...evidence });
  }
}
