import { renderTemplate } from '../../../platform/template/index.js';
import type { ProfileDocument } from '../../profile/index.js';

/** Part of a model pattern: a star, a question mark, or text that stands for itself. */
interface GlobPart {
  star: boolean;
  one: boolean;
  text: string;
}

/**
 * A POSIX shell script that finds the one disk that the profile's rule takes, and leaves its path in `$disk`;
 * what `then` says follows. With none or several it says which and why on every console, and ends by `stop`:
 * nothing was written to any disk yet. `/sys/block` is all that it reads, since debian-installer has no lsblk.
 */
export function diskSelection(
  { rule }: ProfileDocument['disk'],
  { stop, then }: { stop: string; then: string },
): string {
  const context = {
    buses: rule.bus ?? ['nvme', 'sata', 'virtio', 'mmc', 'scsi', 'other'],
    minimum: String(rule.minimumBytes ?? 0),
    maximum: rule.maximumBytes === undefined ? '' : String(rule.maximumBytes),
    model: rule.model === undefined ? [] : globParts(rule.model.toLowerCase()),
  };
  return `${renderTemplate('answer/linux/select-disk.sh', context)}${renderTemplate('answer/linux/stop.sh', { wait: stop === 'wait' })}${then}`;
}

function globParts(pattern: string): GlobPart[] {
  return pattern
    .split(/([*?])/)
    .filter((text) => text !== '')
    .map((text) => ({ star: text === '*', one: text === '?', text }));
}
