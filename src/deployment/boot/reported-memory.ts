/** The value for an unknown size. DMTF DSP0134, table 7.18. */
const UNKNOWN = 0xffff;
/** Set when the size is in KiB, not MiB. */
const IN_KIB = 0x8000;
/** No 64-bit PC has less: such firmware reports other memory, for instance flash. */
const LEAST_PLAUSIBLE_MIB = 128;

/**
 * The memory in MiB: the sum of the module sizes that GRUB reads from SMBIOS, `.8192.0.8192`. Undefined when they are
 * absent or implausible.
 */
export function reportedMemoryMib(sizes: string | undefined): number | undefined {
  if (sizes === undefined || !/^(\.\d{1,5}){1,64}$/.test(sizes)) return undefined;
  const words = sizes.slice(1).split('.').map(Number);
  if (words.includes(UNKNOWN)) return undefined;
  const total = words.reduce((sum, word) => sum + (word & IN_KIB ? (word & ~IN_KIB) / 1024 : word), 0);
  return total < LEAST_PLAUSIBLE_MIB ? undefined : Math.floor(total);
}
