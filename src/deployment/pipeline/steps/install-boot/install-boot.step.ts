import { Injectable } from '@nestjs/common';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Installs shim and GRUB (or GRUB for BIOS) on the disk and puts the disk first in the firmware's boot order. */
@Injectable()
export class InstallBoot implements Step<'deploy'> {
  readonly name = 'install-boot';
  readonly title = { fr: 'Installation du démarrage', en: 'Boot loader' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly needsTarget = true;
  readonly timeoutMs = 15 * 60_000;

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    await context.confirmMine();
    const installed = await context.agent<object>('install-boot', {
      disk: context.known('disk'),
      partitions: context.known('partitions'),
      firmware: context.known('firmware'),
      console: context.plan.profile.document.kernel?.console ?? [],
      target: '/target',
    });
    return done({ ...installed });
  }
}
