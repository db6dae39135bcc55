import { Injectable } from '@nestjs/common';
import { isDeploy, type Plan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Brings the system up to date, as far as the profile asks: all packages, or security updates only. */
@Injectable()
export class Update implements Step {
  readonly name = 'update';
  readonly title = { fr: 'Mises à jour', en: 'Updates' };
  readonly lane = 'imaging';
  readonly place = 'system';
  readonly timeoutMs = 2 * 60 * 60_000;

  appliesTo(plan: Plan): boolean {
    return isDeploy(plan) && plan.profile.document.update !== 'none';
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const { update, apt } = context.deployPlan.profile.document;
    const { stdout } = await context.script(await context.system(), 'steps/update.sh', {
      everything: update === 'all',
      proxy: apt?.proxy ?? '',
    });
    const updated = [...stdout.matchAll(/^UPDATED (\S+)\s+(\S+)$/gm)].map(([, name, version]) => ({
      name,
      version,
    }));
    return done({ mode: update, updated, restartNeeded: stdout.includes('REBOOT needed') });
  }
}
