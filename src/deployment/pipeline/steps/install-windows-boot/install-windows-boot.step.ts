import { Injectable } from '@nestjs/common';
import type { DeployPlan, MasterOf } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { judgedBoot } from './judged-boot.js';

/** The language of the boot menu of an image that names none. */
const OTHERWISE = 'en-US';

/**
 * Writes the boot files of the image and the store of its boot manager, and puts it first in the firmware’s boot
 * order. The boot manager is the one that `boot-check` found this firmware to trust.
 */
@Injectable()
export class InstallWindowsBoot implements Step<'deploy'> {
  readonly name = 'install-windows-boot';
  readonly title = { fr: 'Installation du démarrage', en: 'Boot files' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 15 * 60_000;

  onlyIf({ master }: DeployPlan): boolean {
    return master.kind === 'wim';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { image } = context.plan.master as MasterOf<'wim'>;
    const { folder, authority } = context.known('bootManager');
    const firmware = context.known('firmware');
    const order = {
      disk: context.known('disk'),
      partitions: context.known('partitions'),
      firmware,
      bootManager: folder,
      locale: image.languages[0] ?? OTHERWISE,
      description: image.name,
    };
    await context.confirmMine();
    const installed = judgedBoot(await context.agent('install-windows-boot', order));
    return done({
      ...installed,
      firmware,
      bootManager: folder,
      ...(authority !== undefined && { authority }),
    });
  }
}
