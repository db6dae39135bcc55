import type { Remote } from '../../platform/transport/index.js';
import type { Facts } from './facts.js';

/**
 * Every PCI, USB and virtio device that a module of the kernel drives, with the module's own version or else
 * the kernel's, whose part it is. Tabs between: device, driver, version.
 */
const LIST = `kernel=$(uname -r)
for bus in pci usb virtio; do
  for device in /sys/bus/$bus/devices/*; do
    driver=$(readlink "$device/driver") || continue
    driver=\${driver##*/}
    version=$(cat "/sys/module/$driver/version" 2>/dev/null) || version="Linux $kernel"
    printf '%s\\t%s\\t%s\\n' "$bus \${device##*/}" "$driver" "$version"
  done
done`;

/** The drivers in use on an installed Linux system; none when they cannot be read. */
export async function driversInUse(
  system: Remote,
  signal: AbortSignal,
): Promise<NonNullable<Facts['drivers']>> {
  const { stdout } = await system.run(LIST, { signal, timeoutMs: 30_000 });
  return stdout
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((parts) => parts.length === 3)
    .map(([device = '', driver = '', version = '']) => ({ device, driver, version }))
    .slice(0, 500);
}
