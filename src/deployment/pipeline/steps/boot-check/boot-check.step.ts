import { Injectable } from '@nestjs/common';
import { Drivers, ruleMachineOf } from '../../../../park/catalog/index.js';
import { Payloads, type WindowsImage } from '../../../../park/master/index.js';
import type { Inventory } from '../../../../park/machine/index.js';
import type { Bilingual } from '../../../../platform/core/index.js';
import { Addresses } from '../../addresses.js';
import { authoritiesWord } from '../../authorities-word.js';
import type { BootManagerFact, DiskFact, DriverChoice } from '../../facts.js';
import type { DeployPlan, MasterOf } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { missingDriversWord } from '../../windows/missing-drivers.js';
import { chooseDisk } from '../partition/choose-disk.js';
import { wantedPartitions } from '../partition/wanted-partitions.js';
import { chooseBootManager } from './boot-manager.js';
import { driverChoice } from './driver-choice.js';
import { driverImage } from './image-drivers.js';
import { devicesSchema, firmwareTrustSchema } from './readings.js';
import { cannotStart, driversMissing, otherArchitecture } from './refusals.js';

/** What else helps a PC that lacks an authority. */
const AUTHORITY_REMEDY: Record<ReturnType<typeof authoritiesWord>, Bilingual> = {
  keep: {
    fr: 'Ou importez la mise à jour signée de cette autorité (etabli firmware import), et mettez security.secureBoot.authorities à update dans le profil.',
    en: 'Or import the signed update of this authority (etabli firmware import), and set security.secureBoot.authorities to update in the profile.',
  },
  update: {
    fr: 'L’étape « Autorités de Secure Boot » dit ce que ce micrologiciel n’a pas pris.',
    en: 'The step “Authorities of Secure Boot” says what this firmware did not take.',
  },
};

/**
 * Whether Windows would start on this PC, judged before anything is erased: by the firmware’s trust in the boot
 * manager of the image, and by the drivers of the controller of the disk. It settles both for the steps after it.
 */
@Injectable()
export class BootCheck implements Step<'deploy'> {
  readonly name = 'boot-check';
  readonly title = { fr: 'Contrôle du démarrage de Windows', en: 'Windows start-up check' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly payloads: Payloads,
    private readonly catalogue: Drivers,
    private readonly addresses: Addresses,
  ) {}

  onlyIf({ master }: DeployPlan): boolean {
    return master.kind === 'wim';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { image } = context.plan.master as MasterOf<'wim'>;
    const firmware = context.known('firmware');
    const { inventory } = await context.machine();
    refuseArchitecture(image, inventory);
    // Throws where the table of this firmware cannot hold them.
    wantedPartitions(context.plan, firmware);
    const bootManager = await this.bootManager(context, image);
    const disk = await chooseDisk(context);
    const choice = await this.drivers(context, image, disk);
    await context.remember({ disk, bootManager, driverChoice: choice });
    const { reason, packages, missing } = choice;
    const boot = choice.boot.map(({ injection: _, ...driver }) => driver);
    return done({ firmware, bootManager, reason, boot, packages, missing, image: image.descriptionSha256 });
  }

  private async bootManager(context: StepContext<'deploy'>, image: WindowsImage): Promise<BootManagerFact> {
    if (context.known('firmware') === 'bios') return { folder: 'EFI' };
    const trust = firmwareTrustSchema.parse(await context.agent('firmware-trust', {}));
    const { folder, authority } = chooseBootManager(
      trust,
      image.bootManagers,
      AUTHORITY_REMEDY[authoritiesWord(context.plan.profile.document)],
    );
    return { folder, authority };
  }

  private async drivers(
    context: StepContext<'deploy'>,
    image: WindowsImage,
    disk: DiskFact,
  ): Promise<Required<DriverChoice>> {
    const { devices } = devicesSchema.parse(await context.agent('devices', {}));
    const controllers = devices.filter(({ disks }) => disks.includes(disk.path));
    const known = await driverImage(this.payloads, image);
    const machine = ruleMachineOf(await context.machine());
    const urlOf = (sha256: string): string => this.addresses.payload(sha256);
    const start = await this.catalogue.bootDriver(controllers, known, urlOf, machine);
    if (start.state === 'none') throw cannotStart(start);
    const choice = driverChoice(start, controllers, await this.catalogue.match(devices, known, machine));
    if (choice.missing.length > 0 && missingDriversWord(context.plan.profile.document) === 'fail') {
      throw driversMissing(choice.missing);
    }
    return choice;
  }
}

function refuseArchitecture({ architecture }: WindowsImage, inventory: Inventory | undefined): void {
  // An inventory names processors as images do; the environment itself only runs on this one.
  const processor = inventory?.cpu?.architecture ?? 'amd64';
  if (processor !== architecture) throw otherArchitecture(architecture, processor);
}
