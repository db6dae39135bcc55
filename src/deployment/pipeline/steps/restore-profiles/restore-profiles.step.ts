import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UserData } from '../../../../park/userdata/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import type { PlacedData, ReturnedData } from '../../facts.js';
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
    const returned = context.known('returnedData');
    const { snapshot, profiles } = returned;
    if (snapshot === null || profiles.length === 0) return done({ snapshot, placed: [], kept: [] });
    const before = context.facts.placedData;
    const found = before?.of === returned.at ? before : await this.given(context, returned);
    // Its list is what shows that a file is at its place: it goes last, when that was recorded.
    const schema = z.object({ leftover: z.boolean() });
    const { leftover } = await context.powershell('userdata/clear', {}, { schema, asSystem: true });
    if (leftover) throw leftBehind();
    await this.userData.markRestored(snapshot);
    const { placed, kept } = found;
    return done({ snapshot, placed, kept });
  }

  private async given(context: StepContext<'deploy'>, returned: ReturnedData): Promise<PlacedData> {
    const { at, profiles } = returned;
    const wanted = ownersOf(returned, context.plan);
    // SYSTEM alone may make the profile of a user who has never logged on, and give away what it moves.
    const options = { schema: placedSchema, asSystem: true };
    const found = await context.powershell('userdata/place', { profiles: wanted }, options);
    const placedData = { of: at, ...judgedPlacement(profiles, found) };
    await context.remember({ placedData });
    return placedData;
  }
}

function leftBehind(): PermanentError {
  return new PermanentError(
    {
      fr: 'des fichiers sont encore dans C:\\Etabli-UserData sur le PC : le journal de l’étape en nomme un',
      en: 'files are still in C:\\Etabli-UserData on the PC: the log of the step names one',
    },
    {
      remedy: {
        fr: 'Déplacez-les à la main, puis reprenez le déploiement.',
        en: 'Move them by hand, then retry the deployment.',
      },
    },
  );
}
