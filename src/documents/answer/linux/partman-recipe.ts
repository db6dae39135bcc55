import type { ProfileDocument } from '../../profile/index.js';

type Layout = ProfileDocument['disk']['layout'];

/** partman counts in megabytes of 10⁶ bytes. */
const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
const LEAST_ROOT = 2_000;

/**
 * The layout as one partman-auto recipe: `minimum priority maximum filesystem specifiers .` for each partition.
 * Debian's partman-auto-recipe.txt.
 */
export function partmanRecipe({ esp, swap, root }: Layout, firmware: 'uefi' | 'bios'): string {
  const boot =
    firmware === 'uefi'
      ? `${fixed(esp.sizeBytes)} free $iflabel{ gpt } $reusemethod{ } method{ efi } format{ } .`
      : '1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub } .';
  const space = swap && `${fixed(swap.sizeBytes)} linux-swap method{ swap } format{ } .`;
  const size = root.sizeBytes === undefined ? `${LEAST_ROOT} 10000 -1` : fixed(root.sizeBytes);
  const system = `${size} ${root.fileSystem} method{ format } format{ } use_filesystem{ } filesystem{ ${root.fileSystem} } mountpoint{ / } .`;
  return ['etabli ::', boot, space, system].filter(Boolean).join(' ');
}

function fixed(bytes: number): string {
  const size = megabytes(bytes);
  return `${size} ${size} ${size}`;
}
