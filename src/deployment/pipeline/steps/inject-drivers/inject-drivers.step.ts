import { Injectable } from '@nestjs/common';
import { oneAfterAnother } from '../../../../platform/core/index.js';
import { Drivers } from '../../../../park/catalog/index.js';
import { Addresses } from '../../addresses.js';
import type { PackageFact } from '../../facts.js';
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

  constructor(
    private readonly catalogue: Drivers,
    private readonly addresses: Addresses,
  ) {}

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
      boot: boot.map(({ injection }) => injection),
      packages: await oneAfterAnother(packages, (chosen) => this.copied(chosen)),
    };
    await context.confirmMine();
    const found = judgedInjection(order, await context.agent('inject-drivers', order));
    return done({ ...found });
  }

  /** A package with its files, in a folder of its own. Throws NotFoundError when it was removed meanwhile. */
  private async copied({ id }: PackageFact) {
    const { row, files } = await this.catalogue.find(id);
    const { inf, provider, version } = row;
    return {
      folder: `${inf.replace(/\.inf$/i, '').toLowerCase()}-${id.slice(0, 8)}`,
      files: files.map(({ path, sha256, bytes }) => ({
        path,
        url: this.addresses.payload(sha256),
        sha256,
        bytes,
      })),
      infs: [{ path: inf, class: row.class, provider, version }],
    };
  }
}
