import type { BootDriver, DeviceMatch } from '../../../../park/catalog/index.js';
import type { BootDriverFact, DriverChoice, MissingDevice, PackageFact } from '../../facts.js';
import type { Device } from './readings.js';

type Found = DeviceMatch['device'];
/** A disk from which Windows can start. */
export type Startable = Exclude<BootDriver, { state: 'none' }>;

/**
 * What Windows gets on this PC: the drivers of its disk, where the image has none, and the package that the catalogue
 * matched to each device. A controller of the disk is never missing one: it starts Windows.
 */
export function driverChoice(
  start: Startable,
  controllers: readonly Device[],
  matches: readonly DeviceMatch[],
): Required<DriverChoice> {
  const isController = ({ slot }: Found): boolean => controllers.some((one) => one.slot === slot);
  const packages = matches.flatMap(packageOf);
  return {
    reason: start.reason,
    boot: start.state === 'inject' ? start.injections.map((each) => bootDriver(each, controllers)) : [],
    packages: packages.filter(({ id }, index) => packages.findIndex((other) => other.id === id) === index),
    missing: matches
      .filter(({ choice, device }) => choice === undefined && !isController(device))
      .map(({ device }) => named(device)),
  };
}

/** The controller is the one that has an identifier of the INF; a bus that its driver makes is named by the INF. */
function bootDriver(injection: BootDriverFact['injection'], controllers: readonly Device[]): BootDriverFact {
  const { inf, ids } = injection;
  const wanted = new Set(ids.map(({ id }) => id.toUpperCase()));
  const device = controllers.find(({ hardwareIds, compatibleIds }) =>
    [...hardwareIds, ...compatibleIds].some((id) => wanted.has(id.toUpperCase())),
  );
  const { name, hardwareId } = device ? named(device) : { name: inf.name, hardwareId: ids[0]?.id ?? '' };
  const { version, provider } = inf;
  return { device: name, hardwareId, name: inf.name, version, provider, injection };
}

function packageOf({ device, choice, reason }: DeviceMatch): PackageFact[] {
  if (choice?.kind !== 'package') return [];
  const { packageId: id, inf, version, provider } = choice.candidate;
  const { name, hardwareId } = named(device);
  return [{ device: name, hardwareId, id, name: inf, version, provider, reason }];
}

function named(device: Found): MissingDevice {
  const hardwareId = idOf(device);
  return { name: device.name ?? hardwareId, hardwareId };
}

/** The identifier that people search for: vendor and device, without the subsystem. */
function idOf({ hardwareIds, compatibleIds, slot }: Found): string {
  const all = [...hardwareIds, ...compatibleIds];
  const short = all.map((id) => /^PCI\\VEN_[0-9A-F]{4}&DEV_[0-9A-F]{4}/i.exec(id)?.[0]).find(Boolean);
  return short ?? all[0] ?? slot ?? '';
}
