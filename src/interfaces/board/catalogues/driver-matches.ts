import { Injectable } from '@nestjs/common';
import {
  devicesOf,
  type DeviceMatchDto,
  type DriverIdRow,
  type DriverImage,
  Drivers,
  matchesForPeople,
  ruleMachineOf,
} from '../../../park/catalog/index.js';
import { type Machine, Machines } from '../../../park/machine/index.js';
import type { Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { labelOf } from '../machine/machine-facts.js';
import { UsesStore } from './uses.store.js';

/** A Windows 11 of today, without what its image has: a page is about the catalogue. */
const IMAGE: DriverImage = {
  build: 26_100,
  productType: 'WinNT',
  architecture: 'amd64',
  ids: [],
  storage: [],
};
/** Each is matched on its own, which takes some milliseconds. */
const MOST_MACHINES = 30;

/** A device with the driver that it would get. */
export interface DeviceView {
  device: string;
  hardwareId: string;
  driver: string;
  href?: string;
  why: string;
}

/** A machine with a device of one package. */
export interface MachineOfDriver {
  href: string;
  name: string;
  isThis: boolean;
  driver: string;
  why: string;
}

/** Which PC would get which drivers, by its last inventory. */
@Injectable()
export class DriverMatches {
  constructor(
    private readonly drivers: Drivers,
    private readonly machines: Machines,
    private readonly uses: UsesStore,
  ) {}

  /** The devices of a machine, those without a driver first. Rejects with OperatorError without an inventory. */
  async ofMachine(machine: Machine, language: Language): Promise<DeviceView[]> {
    return (await this.matched(machine)).map((match) => deviceView(match, language));
  }

  /** The machines that have a device of this package, and what that device would get. */
  async ofPackage(
    packageId: string,
    devices: readonly DriverIdRow[],
    language: Language,
  ): Promise<{ rows: MachineOfDriver[]; total: number }> {
    const ids = [...new Set(devices.map(({ id }) => id.toUpperCase()))];
    const { ids: found, total } = await this.uses.machinesWith(ids, MOST_MACHINES);
    const rows: MachineOfDriver[] = [];
    for (const id of found) {
      const machine = await this.machines.findById(id);
      const match = best(await this.matched(machine), packageId, ids);
      if (match) rows.push(machineRow(machine, match, packageId, language));
    }
    return { rows, total };
  }

  private async matched(machine: Machine): Promise<DeviceMatchDto[]> {
    const matches = await this.drivers.match(devicesOf(machine), IMAGE, ruleMachineOf(machine));
    return matchesForPeople(matches);
  }
}

/** The device that gets this package; else one that could, and gets another. */
function best(
  matches: readonly DeviceMatchDto[],
  packageId: string,
  ids: readonly string[],
): DeviceMatchDto | undefined {
  const own = matches.find(({ choice }) => choice?.packageId === packageId);
  const other = matches.find(({ others }) => others.some((choice) => choice.packageId === packageId));
  return (
    own ??
    other ??
    matches.find(({ device }) => device.hardwareIds.some((id) => ids.includes(id.toUpperCase())))
  );
}

function machineRow(
  machine: Machine,
  { choice, reason }: DeviceMatchDto,
  packageId: string,
  language: Language,
): MachineOfDriver {
  return {
    href: `/drivers/machines/${machine.id}`,
    name: labelOf(machine),
    isThis: choice?.packageId === packageId,
    driver: choiceText(choice),
    why: say(reason, language),
  };
}

function deviceView({ device, choice, reason }: DeviceMatchDto, language: Language): DeviceView {
  const { packageId } = choice ?? {};
  return {
    device: device.name ?? choice?.description ?? '–',
    hardwareId: device.hardwareIds[0] ?? '–',
    driver: choiceText(choice),
    ...(packageId !== undefined && { href: `/drivers/${packageId}` }),
    why: say(reason, language),
  };
}

function choiceText(choice: DeviceMatchDto['choice']): string {
  return [choice?.inf, choice?.version].filter(Boolean).join(' ');
}
