import { Injectable } from '@nestjs/common';
import { isDeploy, type Plan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Installs shim and GRUB (or GRUB for BIOS) on the disk and puts the disk first in the firmware's boot order. */
@Injectable()
export class InstallBoot implements Step {
  readonly name = 'install-boot';
  readonly title = { fr: 'Installation du démarrage', en: 'Boot loader' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly timeoutMs = 15 * 60_000;

  appliesTo(plan: Plan): boolean {
    return isDeploy(plan);
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    await context.agent('mount-target', target);
    await context.confirmMine();
    const installed = await context.agent<object>('install-boot', {
      ...target,
      firmware: context.known('firmware'),
      console: context.deployPlan.profile.document.kernel?.console ?? [],
      target: '/target',
    });
    return done({ ...installed });
  }
}
