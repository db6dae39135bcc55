/** Of a memory module whose size is not known. DMTF DSP0134, table 7.18. */
const UNKNOWN = 0xffff;
/** The size is in KiB, not MiB. */
const IN_KIB = 0x8000;
/** No PC of 64 bits has less: a firmware that tells it speaks of something else, of its flash memory for one. */
const LEAST_PLAUSIBLE_MIB = 128;

/**
 * The memory in MiB that the sizes of the modules add up to, as GRUB reads them from SMBIOS: `.8192.0.8192`.
 * Undefined when they are not told, or not to be believed.
 */
export function reportedMemoryMib(sizes: string | undefined): number | undefined {
  if (sizes === undefined || !/^(\.\d{1,5}){1,64}$/.test(sizes)) return undefined;
  const words = sizes.slice(1).split('.').map(Number);
  if (words.includes(UNKNOWN)) return undefined;
  const total = words.reduce((sum, word) => sum + (word & IN_KIB ? (word & ~IN_KIB) / 1024 : word), 0);
  return total < LEAST_PLAUSIBLE_MIB ? undefined : Math.floor(total);
}
