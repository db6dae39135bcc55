import type { ChosenDriver, DriverChoice } from '../../facts.js';
import { ownBootDriver, ownDrivers } from './own-drivers.js';
import type { Device, ImageDrivers } from './readings.js';

/** A driver of the catalogue for one device. */
export type Offer = Omit<ChosenDriver, 'device' | 'hardwareId'>;

/** What the catalogue has for the image: asked once for each device. */
export interface Offers {
  /** All that starts the controller, in the order of their service; empty when it has nothing that can be injected. */
  boot(device: Device): Offer[];
  /** The best driver by Windows’ own ranking. */
  best(device: Device): Offer | undefined;
}

export interface DriverDecision {
  choice: DriverChoice;
  /** Controllers of the disk from which Windows could not start. */
  unstartable: Device[];
}

/**
 * Which drivers the image needs on this PC. A controller of the disk that the image’s own store starts needs none;
 * another one gets the catalogue’s. Every other device gets the catalogue’s best, which Windows compares with its own.
 */
export function chooseDrivers(
  devices: readonly Device[],
  disk: string,
  image: ImageDrivers,
  offers: Offers,
): DriverDecision {
  const isOwn = ownDrivers(image);
  const controllers = devices.filter(({ disks }) => disks.includes(disk));
  const needy = controllers.filter((device) => ownBootDriver(device, image) === undefined);
  const started = needy.map((device) => ({ device, offered: offers.boot(device) }));
  const boot = started.flatMap(({ device, offered }) => offered.map((offer) => chosen(device, offer)));
  const rest = devices.map((device) => ({ device, offer: offers.best(device) }));
  const packages = rest.flatMap(({ device, offer }) => (offer === undefined ? [] : [chosen(device, offer)]));
  const missing = rest
    .filter(({ device, offer }) => offer === undefined && !isOwn(device) && !needy.includes(device))
    .map(({ device }) => ({ name: device.name, hardwareId: idOf(device) }));
  return {
    choice: { boot: onlyOnce(boot), packages: onlyOnce(packages), missing },
    unstartable: started.filter(({ offered }) => offered.length === 0).map(({ device }) => device),
  };
}

/** The identifier that people search for: vendor and device, without the subsystem. */
export function idOf({ hardwareIds, compatibleIds, slot }: Device): string {
  const all = [...hardwareIds, ...compatibleIds];
  return (
    all.map((id) => /^PCI\\VEN_[0-9A-F]{4}&DEV_[0-9A-F]{4}/i.exec(id)?.[0]).find(Boolean) ?? all[0] ?? slot
  );
}

function chosen(device: Device, offer: Offer): ChosenDriver {
  return { device: device.name, hardwareId: idOf(device), ...offer };
}

/** One package is copied or injected once, whatever the number of its devices. */
function onlyOnce(drivers: ChosenDriver[]): ChosenDriver[] {
  return drivers.filter(({ id }, index) => drivers.findIndex((other) => other.id === id) === index);
}
