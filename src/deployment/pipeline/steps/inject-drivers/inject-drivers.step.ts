import { Injectable } from '@nestjs/common';
import { oneAfterAnother } from '../../../../platform/core/index.js';
import { CatalogueDrivers } from '../../catalogue-drivers.js';
import type { DeployPlan, MasterOf } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { judgedInjection } from './judged-injection.js';

/**
 * Puts the drivers of this PC into the new Windows: those of its disk so that they are there at the first start, the
 * others as packages that Windows installs itself. What was written into the registry is read back by the agent with
 * another program. Without any driver it is run too: the first start reads the list of packages that it leaves.
 */
@Injectable()
export class InjectDrivers implements Step<'deploy'> {
  readonly name = 'inject-drivers';
  readonly title = { fr: 'Pilotes', en: 'Drivers' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 60 * 60_000;

  constructor(private readonly catalogue: CatalogueDrivers) {}

  onlyIf({ master }: DeployPlan): boolean {
    return master.kind === 'wim';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { image } = context.plan.master as MasterOf<'wim'>;
    const { boot, packages } = context.known('driverChoice');
    const order = {
      disk: context.known('disk'),
      partitions: context.known('partitions'),
      build: image.build,
      boot: await oneAfterAnother(boot, ({ id }) => this.catalogue.injection(id, image)),
      packages: await oneAfterAnother(packages, ({ id }) => this.catalogue.files(id)),
    };
    await context.confirmMine();
    const found = judgedInjection(order, await context.agent('inject-drivers', order));
    return done({ ...found });
  }
}
