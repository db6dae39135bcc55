/** A device of a PC, as the environment reports it: the ids are those that Windows makes, the best first. */
export interface Device {
  bus?: string;
  slot?: string;
  name?: string;
  /** The PCI class in hexadecimal: `0104` for a RAID controller. */
  class?: string;
  hardwareIds: string[];
  compatibleIds: string[];
  /** The disks that hang on it: `/dev/nvme0n1`. */
  disks?: string[];
}

/** The name of a device for people: what the environment calls it, and its most general hardware id. */
export function deviceName({ name, hardwareIds, compatibleIds, slot }: Device): string {
  const id = hardwareIds[1] ?? hardwareIds[0] ?? compatibleIds[0] ?? slot ?? '?';
  return name === undefined || name === '' ? id : `${name} (${id})`;
}
