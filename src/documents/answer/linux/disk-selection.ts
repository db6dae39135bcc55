import { renderTemplate } from '../../../platform/template/index.js';
import type { ProfileDocument } from '../../profile/index.js';

/** Part of a model pattern: a star, a question mark, or literal text. */
interface GlobPart {
  star: boolean;
  one: boolean;
  text: string;
}

/**
 * A POSIX shell script that finds the only disk that matches the profile's rule, sets `$disk` to its path
 * and runs `then`. When no disk or several match, it prints the reason on every console and runs `stop`:
 * no disk has been written yet. It reads only `/sys/block`, since debian-installer has no lsblk.
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
