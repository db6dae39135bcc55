import { Injectable } from '@nestjs/common';
import { oneAfterAnother } from '../../../../platform/core/index.js';
import { Drivers, ruleMachineOf } from '../../../../park/catalog/index.js';
import { Addresses } from '../../addresses.js';
import type { DriverChoice, PackageFact } from '../../facts.js';
import { byKind, type DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { driverFolder } from '../../windows/driver-folder.js';
import { devicesSchema } from '../boot-check/readings.js';
import { choiceForDisk, hasBuild, imageOnDisk } from './disk-drivers.js';
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
    return byKind(master, { rootfs: () => false, disk: hasBuild, wim: () => true });
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { master } = context.plan;
    const settled = (): DriverChoice => context.known('driverChoice');
    const choice = byKind<DriverChoice | Promise<DriverChoice>>(master, {
      rootfs: settled,
      disk: () => this.forDisk(context),
      wim: settled,
    });
    const { boot, packages } = await choice;
    const order = {
      disk: context.known('disk'),
      partitions: context.known('partitions'),
      build: master.image?.build ?? master.systemVersion,
      boot: boot.map(({ injection }) => injection),
      packages: await oneAfterAnother(packages, (chosen) => this.copied(chosen)),
    };
    await context.confirmMine();
    const found = judgedInjection(order, await context.agent('inject-drivers', order));
    return done({ ...found });
  }

  /** What a captured disk gets: nothing could be judged before it was on the PC. */
  private async forDisk(context: StepContext<'deploy'>): Promise<DriverChoice> {
    const { devices } = devicesSchema.parse(await context.agent('devices', {}));
    const { path } = context.known('disk');
    const controllers = devices.filter(({ disks }) => disks.includes(path));
    const known = imageOnDisk(context.plan);
    const machine = ruleMachineOf(await context.machine());
    const urlOf = (sha256: string): string => this.addresses.payload(sha256);
    const start = await this.catalogue.bootDriver(controllers, known, urlOf, machine);
    const matches = await this.catalogue.match(devices, known, machine);
    const driverChoice = choiceForDisk(start, controllers, matches);
    await context.remember({ driverChoice });
    return driverChoice;
  }

  /** A package with its files, in a folder of its own. Throws NotFoundError when it was removed meanwhile. */
  private async copied({ id }: PackageFact) {
    const { row, files } = await this.catalogue.find(id);
    const { inf, provider, version } = row;
    return {
      folder: driverFolder(inf, id),
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
