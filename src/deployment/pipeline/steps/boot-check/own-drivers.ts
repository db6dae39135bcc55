import type { Device, ImageDrivers } from './readings.js';

/** SERVICE_BOOT_START. */
const BOOT_START = 0;

type OwnBootDriver = ImageDrivers['storage'][number];

/** Windows ignores the case of identifiers. */
const upper = (id: string): string => id.toUpperCase();
const idsOf = ({ hardwareIds, compatibleIds }: Device): string[] =>
  [...hardwareIds, ...compatibleIds].map(upper);

/** The driver of the image’s own store that starts this controller; the most specific identifier wins. */
export function ownBootDriver(device: Device, { storage }: ImageDrivers): OwnBootDriver | undefined {
  const ready = storage.filter(({ start, file }) => start === BOOT_START && Boolean(file));
  return idsOf(device)
    .map((id) => ready.find((one) => upper(one.id) === id))
    .find((driver) => driver !== undefined);
}

/** Whether a driver of the image’s own store is for a device; to be asked of each. */
export function ownDrivers({ ids }: ImageDrivers): (device: Device) => boolean {
  const known = new Set(ids.map(upper));
  return (device) => idsOf(device).some((id) => known.has(id));
}
