import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import {
  type Bilingual,
  describe,
  NotFoundError,
  PermanentError,
  type Sha256,
} from '../../platform/core/index.js';
import { inTransaction, type Page } from '../../platform/database/index.js';
import { Payloads } from '../master/index.js';
import {
  BOOT_START,
  type BootDriver,
  bootObstacle,
  driverInImage,
  NEEDED_CHILDREN,
  noBootDriver,
  unknownController,
} from './boot-driver.js';
import type { DriverFileRow, DriverIdRow, DriverPackageRow } from './driver.entity.js';
import { DriverRules } from './driver-rules.service.js';
import type { DriverQuery } from './driver.schema.js';
import { DriverStore } from './driver.store.js';
import { type DriverImage, targetOf } from './image.js';
import { type Injection, injectionOf, type InjectionResult } from './injection.js';
import type { Device } from './match/device.js';
import type { PackageChoice } from './match/choice.js';
import { type DeviceMatch, matchDevices } from './match/match.js';
import type { RuleMachine } from './match/rules.js';

type UrlOf = (sha256: Sha256) => string;

/** The catalogue of driver packages: which device gets which, and what is put into an image. */
@Injectable()
export class Drivers {
  constructor(
    private readonly store: DriverStore,
    private readonly rules: DriverRules,
    private readonly payloads: Payloads,
    private readonly audit: Audit,
  ) {}

  list(query: DriverQuery): Promise<Page<DriverPackageRow>> {
    return this.store.page(query);
  }

  /** A package with its files. Throws NotFoundError. */
  async find(id: string): Promise<{ row: DriverPackageRow; files: DriverFileRow[] }> {
    const row = await this.store.find(id);
    if (row === null) throw noPackage(id);
    return { row, files: await this.store.files(id) };
  }

  /** The devices that a package has a driver for, and how many there are. */
  devices(id: string, most: number): Promise<[DriverIdRow[], number]> {
    return this.store.devices(id, most);
  }

  /** Removes a package and its rules; its files stay stored, since frozen plans may name them. */
  async remove(id: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.delete(manager, id))) throw noPackage(id);
      await this.audit.record({ actor, action: 'driver.remove', subject: { kind: 'driver', id } }, manager);
    });
  }

  /** The driver of each device for an image, in the order of the devices, each with its reason. */
  async match(
    devices: readonly Device[],
    image: DriverImage,
    machine: RuleMachine = {},
  ): Promise<DeviceMatch[]> {
    const ids = devices.flatMap((device) => [...device.hardwareIds, ...device.compatibleIds]);
    const unique = [...new Set(ids.map((id) => id.toUpperCase()))];
    return matchDevices(devices, await this.store.candidates(unique), {
      target: targetOf(image),
      imageIds: new Set(image.ids.map((id) => id.toUpperCase())),
      rules: await this.rules.forMachine(machine),
    });
  }

  /**
   * How Windows starts from a disk that hangs on these controllers: with a driver of the image, with drivers that are
   * put into it before the first start, or not at all.
   */
  async bootDriver(
    controllers: readonly Device[],
    image: DriverImage,
    urlOf: UrlOf,
    machine: RuleMachine = {},
  ): Promise<BootDriver> {
    if (controllers.length === 0) return unknownController();
    const outcomes: BootDriver[] = [];
    for (const device of controllers) {
      const outcome = await this.bootDriverOf(device, image, urlOf, machine);
      if (outcome.state === 'none') return outcome;
      outcomes.push(outcome);
    }
    return merged(outcomes);
  }

  private async bootDriverOf(
    device: Device,
    image: DriverImage,
    urlOf: UrlOf,
    machine: RuleMachine,
  ): Promise<BootDriver> {
    const own = driverInImage(device, image);
    const [match] = await this.match(
      [device],
      { ...image, ids: own === undefined ? [] : image.ids },
      machine,
    );
    const choices = [match!.choice, ...match!.others].filter((choice) => choice?.kind === 'package');
    const isPinned = choices[0]?.rule !== undefined;
    if (own !== undefined && !isPinned) return inImage(own);
    const obstacles: Bilingual[] = [];
    for (const choice of choices) {
      const outcome = await this.injected(choice, image, urlOf, machine);
      if ('obstacle' in outcome) obstacles.push(outcome.obstacle);
      else return { state: 'inject', reason: match!.reason, ...outcome };
    }
    return own === undefined ? noBootDriver(device, obstacles) : inImage(own);
  }

  /** The injection of a package and of what it needs, or why it cannot start Windows. */
  private async injected(
    choice: PackageChoice,
    image: DriverImage,
    urlOf: UrlOf,
    machine: RuleMachine,
  ): Promise<{ obstacle: Bilingual } | { injections: Injection[]; left: string[] }> {
    const { row, files } = await this.find(choice.candidate.packageId);
    let result: InjectionResult;
    try {
      result = injectionOf(await this.injectable(row, files), choice.id, urlOf);
    } catch (error) {
      if (error instanceof PermanentError) return { obstacle: describe(error).text };
      throw error;
    }
    const { service, files: injected } = result.injection;
    const own = files.find(({ sha256 }) => sha256 === injected[0]?.sha256);
    const embedded = row.facts.embedded.find(({ path }) => path === own?.path)?.state ?? 'unknown';
    const obstacle =
      bootObstacle(choice, embedded) ?? (service.start === BOOT_START ? undefined : NOT_AT_BOOT(row.inf));
    if (obstacle !== undefined) return { obstacle };
    const wanted = NEEDED_CHILDREN[service.name.toLowerCase()];
    if (wanted === undefined) return { injections: [result.injection], left: result.left };
    const child = await this.bootDriverOf(
      { hardwareIds: [wanted], compatibleIds: [] },
      image,
      urlOf,
      machine,
    );
    if (child.state === 'in-image') return { injections: [result.injection], left: result.left };
    if (child.state === 'none') return { obstacle: NO_CHILD(row.inf, wanted) };
    return {
      injections: [result.injection, ...child.injections],
      left: [...result.left, ...child.left],
    };
  }

  private async injectable(row: DriverPackageRow, files: DriverFileRow[]) {
    const inf = files.find(({ path }) => path.toLowerCase() === row.inf.toLowerCase());
    if (inf === undefined) throw noPackage(row.id);
    return { inf: row.inf, bytes: await readFile(this.payloads.path(inf.sha256)), files };
  }
}

function inImage(driver: DriverImage['storage'][number]): BootDriver {
  return {
    state: 'in-image',
    drivers: [driver],
    reason: {
      fr: `dans l’image : ${driver.inf}, service ${driver.service}, pour ${driver.id}`,
      en: `in the image: ${driver.inf}, service ${driver.service}, for ${driver.id}`,
    },
  };
}

/** One answer for several controllers: what is injected for one of them is injected. */
function merged(outcomes: readonly BootDriver[]): BootDriver {
  const injected = outcomes.filter((outcome) => outcome.state === 'inject');
  const reason = {
    fr: outcomes.map((outcome) => outcome.reason.fr).join(' ; '),
    en: outcomes.map((outcome) => outcome.reason.en).join('; '),
  };
  if (injected.length === 0) {
    const drivers = outcomes.flatMap((outcome) => (outcome.state === 'in-image' ? outcome.drivers : []));
    return { state: 'in-image', reason, drivers };
  }
  const injections = new Map(
    injected.flatMap((each) => each.injections).map((each) => [each.service.name, each]),
  );
  const left = [...new Set(injected.flatMap((each) => each.left))];
  return { state: 'inject', reason, injections: [...injections.values()], left };
}

const NOT_AT_BOOT = (inf: string): Bilingual => ({
  fr: `le service de ${inf} ne démarre pas avec Windows (StartType différent de 0)`,
  en: `the service of ${inf} does not start with Windows (StartType is not 0)`,
});
const NO_CHILD = (inf: string, id: string): Bilingual => ({
  fr: `${inf} a besoin du pilote de ${id}, qui n’est pas dans le catalogue`,
  en: `${inf} needs the driver of ${id}, which is not in the catalogue`,
});

function noPackage(id: string): NotFoundError {
  return new NotFoundError(
    { fr: `aucun pilote ${id}`, en: `no driver ${id}` },
    { remedy: { fr: 'etabli driver list les montre.', en: 'etabli driver list shows them.' } },
  );
}
