import { z } from 'zod';
import { binarySize, same } from '../../../platform/core/index.js';
import { checkKind, noParameters } from '../check.js';
import {
  judged,
  keyValues,
  linesOf,
  listText,
  notApplicable,
  notMeasured,
  unmeasured,
} from '../judgement.js';

const memorySize = checkKind({
  kind: 'memory-size',
  title: { fr: 'Mémoire vive', en: 'Memory' },
  parameters: z.strictObject({ minimumBytes: z.number().int().positive() }),
  // Memory blocks give the installed memory; MemTotal excludes what the kernel and the firmware reserve.
  command: () =>
    `awk '/^MemTotal/{print "USABLE=" $2*1024}' /proc/meminfo
if [ -r /sys/devices/system/memory/block_size_bytes ]; then
  blocks=$(cat /sys/devices/system/memory/memory*/online 2>/dev/null | grep -c 1)
  echo "FITTED=$((0x$(cat /sys/devices/system/memory/block_size_bytes) * blocks))"
fi`,
  judge: (output, { minimumBytes }) => {
    const wanted = binarySize(minimumBytes);
    const expected = { fr: `≥ ${wanted.fr}`, en: `≥ ${wanted.en}` };
    const values = keyValues(output.stdout);
    const [fitted, usable] = [Number(values['FITTED'] ?? 0), Number(values['USABLE'] ?? 0)];
    if (!(usable > 0)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    // Without block sizes, the kernel and the firmware may have reserved up to 8 %.
    const total = fitted > 0 ? fitted : usable / 0.92;
    const evidence = { fittedBytes: fitted, usableBytes: usable };
    return judged(total >= minimumBytes, expected, binarySize(fitted > 0 ? fitted : usable), evidence);
  },
});

/** PCI classes of devices that need a driver; bridges and memory controllers do not. */
const NEEDS_DRIVER = /^0x(01|02|03|04|07|0805|09|0c00|0c03|0d|12)/;

const noDeviceWithoutDriver = checkKind({
  kind: 'no-device-without-driver',
  title: { fr: 'Aucun périphérique sans pilote', en: 'No device without a driver' },
  parameters: z.strictObject({
    /** `vendor:device`, four hex digits each. */
    ignore: z.array(z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/)).default([]),
  }),
  command: () =>
    `for device in /sys/bus/pci/devices/*; do
  [ -r "$device/class" ] || continue
  driver=none; [ -e "$device/driver" ] && driver=$(basename "$(readlink "$device/driver")")
  echo "PCI $(basename "$device") $(cat "$device/class") $(cat "$device/vendor") $(cat "$device/device") $driver"
done; echo LOOKED`,
  judge: (output, { ignore }) => {
    const expected = { fr: 'aucun', en: 'none' };
    const broken = notMeasured(output, expected, 'sysfs');
    if (broken) return broken;
    const devices = [
      ...output.stdout.matchAll(/^PCI (\S+) (0x[0-9a-f]{6}) 0x([0-9a-f]{4}) 0x([0-9a-f]{4}) (\S+)$/gm),
    ].map(([, slot = '', pciClass = '', vendor, device, driver = '']) => ({
      slot,
      pciClass,
      pciId: `${vendor}:${device}`,
      driver,
    }));
    if (!/^LOOKED$/m.test(output.stdout) || devices.length === 0)
      return unmeasured(expected, { fr: 'aucun périphérique PCI trouvé', en: 'no PCI device found' });
    const bare = devices.filter(
      (d) => d.driver === 'none' && NEEDS_DRIVER.test(d.pciClass) && !ignore.includes(d.pciId),
    );
    const measured = bare.length === 0 ? expected : same(listText(bare.map((d) => `${d.slot} ${d.pciId}`)));
    return judged(bare.length === 0, expected, measured, { devices, ignored: ignore });
  },
});

const noMissingFirmware = checkKind({
  kind: 'no-missing-firmware',
  title: { fr: 'Aucun microprogramme manquant', en: 'No missing device firmware' },
  parameters: noParameters,
  command: () =>
    `kernel_log() { if command -v journalctl >/dev/null; then journalctl -k -b --no-pager -o cat; else dmesg; fi; }
kernel_log >/dev/null || exit 1
echo "LINES $(kernel_log | wc -l)"
# The kernel requests the regulatory database even without a wireless card.
ls /sys/class/ieee80211/* >/dev/null 2>&1 && wireless=yes || wireless=no
kernel_log | grep -E 'firmware: failed to load|Direct firmware load for .* failed' |
  { if [ "$wireless" = no ]; then grep -v ' regulatory\\.db'; else cat; fi; } | head -n 30
true`,
  judge: (output) => {
    const expected = { fr: 'aucun', en: 'none' };
    const broken = notMeasured(output, expected, 'journalctl');
    if (broken) return broken;
    if (!(Number(/^LINES (\d+)$/m.exec(output.stdout)?.[1]) > 0))
      return unmeasured(expected, { fr: 'journal vide', en: 'empty log' });
    const names = [...output.stdout.matchAll(/(?:failed to load|load for) ([\w./+-]+\.[\w.]+)/g)].map(
      ([, name = '']) => name,
    );
    const files = [...new Set(names)];
    return judged(files.length === 0, expected, files.length === 0 ? expected : same(listText(files)), {
      files,
    });
  },
});

const batteryHealth = checkKind({
  kind: 'battery-health',
  title: { fr: 'Santé de la batterie', en: 'Battery health' },
  parameters: z.strictObject({ minimumPercent: z.number().min(1).max(100).default(60) }),
  command: () =>
    `[ -d /sys/class ] || exit 90
for battery in /sys/class/power_supply/BAT*; do
  [ -d "$battery" ] || continue
  full=$(cat "$battery/energy_full" 2>/dev/null || cat "$battery/charge_full" 2>/dev/null)
  design=$(cat "$battery/energy_full_design" 2>/dev/null || cat "$battery/charge_full_design" 2>/dev/null)
  echo "BATTERY $(basename "$battery") \${full:-0} \${design:-0}"
done; echo LOOKED`,
  judge: (output, { minimumPercent }) => {
    const expected = same(`≥ ${minimumPercent} %`);
    if (!/^LOOKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const batteries = [...output.stdout.matchAll(/^BATTERY (\S+) (\d+) (\d+)$/gm)].map(
      ([, name = '', full, design]) => ({ name, percent: Math.round((100 * Number(full)) / Number(design)) }),
    );
    if (batteries.length === 0) return notApplicable(expected, { fr: 'pas de batterie', en: 'no battery' });
    if (batteries.some(({ percent }) => !Number.isFinite(percent)))
      return unmeasured(expected, { fr: 'capacité inconnue', en: 'unknown capacity' }, { batteries });
    const good = batteries.every(({ percent }) => percent >= minimumPercent);
    return judged(good, expected, same(batteries.map((b) => `${b.name} ${b.percent} %`).join(', ')), {
      batteries,
    });
  },
});

const noKernelCrash = checkKind({
  kind: 'no-kernel-crash',
  title: { fr: 'Aucun incident du noyau', en: 'No kernel incident' },
  parameters: noParameters,
  command: () => `cat /proc/sys/kernel/tainted`,
  judge: (output) => {
    const expected = { fr: 'aucun', en: 'none' };
    const broken = notMeasured(output, expected, '/proc');
    if (broken) return broken;
    const tainted = /^\d+$/.test(output.stdout.trim()) ? Number(output.stdout.trim()) : undefined;
    if (tainted === undefined) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    // Bits 4 (machine check), 5 (bad page), 7 (died) and 9 (warning): Documentation/admin-guide/tainted-kernels.
    const bad = [4, 5, 7, 9].filter((bit) => tainted & (1 << bit));
    const measured = bad.length === 0 ? expected : same(`tainted ${linesOf(output.stdout).join(' ')}`);
    return judged(bad.length === 0, expected, measured, { tainted });
  },
});

export const HARDWARE_KINDS = [
  memorySize,
  noDeviceWithoutDriver,
  noMissingFirmware,
  batteryHealth,
  noKernelCrash,
];
