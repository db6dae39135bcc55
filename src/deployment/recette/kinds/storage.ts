import { z } from 'zod';
import { binarySize, shellWord, same } from '../../../platform/core/index.js';
import { checkKind, noParameters } from '../check.js';
import {
  failed,
  judged,
  keyValues,
  linesOf,
  listText,
  nothingAsked,
  notMeasured,
  passed,
  unmeasured,
} from '../judgement.js';
import { judgeDiskHealth } from './disk-health.js';
import { judgeDiskLayout } from './disk-layout.js';

const diskLayout = checkKind({
  kind: 'disk-layout',
  title: { fr: 'Partitions du disque', en: 'Disk layout' },
  parameters: noParameters,
  facts: ['disk', 'layout'],
  command: () =>
    `command -v lsblk >/dev/null || exit 90
lsblk -J -b -o NAME,PATH,TYPE,SIZE,FSTYPE,MOUNTPOINTS,PARTTYPE,PTTYPE,SERIAL`,
  judge: (output, _parameters, facts) => judgeDiskLayout(output, facts),
});

const freeSpace = checkKind({
  kind: 'free-space',
  title: { fr: 'Espace libre', en: 'Free space' },
  parameters: z.strictObject({
    path: z.string().startsWith('/').default('/'),
    minimumBytes: z.number().int().positive().optional(),
    minimumPercent: z.number().min(0).max(100).optional(),
  }),
  command: ({ path }) => `df -P -B1 -- ${shellWord(path)} | tail -n 1`,
  judge: (output, { path, minimumBytes, minimumPercent }) => {
    const percent = minimumPercent ?? 10;
    const wanted = minimumBytes === undefined ? same(`≥ ${percent} %`) : binarySize(minimumBytes);
    const expected = minimumBytes === undefined ? wanted : { fr: `≥ ${wanted.fr}`, en: `≥ ${wanted.en}` };
    const broken = notMeasured(output, expected, path);
    if (broken) return broken;
    const [total, free] = [output.stdout.split(/\s+/)[1], output.stdout.split(/\s+/)[3]].map(Number);
    if (!total || free === undefined || Number.isNaN(free))
      return unmeasured(expected, { fr: 'df illisible', en: 'df unreadable' });
    const share = (100 * free) / total;
    const good =
      minimumBytes === undefined ? share >= percent : free >= minimumBytes && share >= (minimumPercent ?? 0);
    const text = binarySize(free);
    const rounded = Math.floor(share);
    return judged(
      good,
      expected,
      { fr: `${text.fr} (${rounded} %)`, en: `${text.en} (${rounded} %)` },
      {
        path,
        totalBytes: total,
        freeBytes: free,
      },
    );
  },
});

const diskHealth = checkKind({
  kind: 'disk-health',
  title: { fr: 'Santé du disque', en: 'Disk health' },
  parameters: z.strictObject({ maximumPercentUsed: z.number().min(0).max(255).default(90) }),
  facts: ['disk'],
  command: (_parameters, facts) =>
    `disk=${shellWord(facts.disk.path)}
[ -b "$disk" ] || disk=/dev/$(lsblk -nso NAME,TYPE -l "$(findmnt -nvo SOURCE /)" 2>/dev/null | awk '$2=="disk"{print $1; exit}')
echo "DISK $disk"
if command -v smartctl >/dev/null; then smartctl -H -A -i "$disk"; echo "SMART $?"; else echo 'SMART absent'; fi`,
  judge: (output, parameters, facts) => judgeDiskHealth(output, parameters.maximumPercentUsed, facts),
});

const filesystemClean = checkKind({
  kind: 'filesystem-clean',
  title: { fr: 'Systèmes de fichiers sains', en: 'File systems clean' },
  parameters: noParameters,
  // The error counters of the kernel, which need no tool.
  command: () =>
    `awk '$2=="/"{print "ROOT " $3 " " $4}' /proc/mounts
for counter in /sys/fs/ext4/*/errors_count; do
  [ -r "$counter" ] && echo "ERRORS $(basename "$(dirname "$counter")") $(cat "$counter")"
done
true`,
  judge: (output) => {
    const expected = { fr: 'aucune erreur, racine inscriptible', en: 'no error, root writable' };
    const [, type = '', options = ''] = /^ROOT (\S+) (\S+)$/m.exec(output.stdout) ?? [];
    const counters = [...output.stdout.matchAll(/^ERRORS (\S+) (\d+)$/gm)].map(([, device = '', count]) => ({
      device,
      errors: Number(count),
    }));
    const evidence = { type, options, counters };
    if (type === '' || (type === 'ext4' && counters.length === 0))
      return unmeasured(expected, { fr: 'aucun compteur d’erreurs', en: 'no error counter' }, evidence);
    if (type !== 'ext4')
      return unmeasured(
        expected,
        { fr: `${type} n’a pas de compteur d’erreurs`, en: `${type} has no error counter` },
        evidence,
      );
    const wrong = counters.filter(({ errors }) => errors > 0);
    const writable = options.split(',').includes('rw');
    if (wrong.length > 0)
      return failed(expected, same(listText(wrong.map((c) => `${c.device}: ${c.errors}`))), evidence);
    return writable
      ? passed(expected, expected, evidence)
      : failed(expected, { fr: 'racine en lecture seule', en: 'root is read-only' }, evidence);
  },
});

const noDiskError = checkKind({
  kind: 'no-disk-error',
  title: { fr: 'Aucune erreur de disque au journal', en: 'No disk error in the log' },
  parameters: noParameters,
  command: () =>
    `kernel_log() { if command -v journalctl >/dev/null; then journalctl -k -b --no-pager -o cat; else dmesg; fi; }
log=$(kernel_log) || exit 1
printf '%s' "$log" | awk 'END { print "LINES " NR }'
printf '%s' "$log" | grep -E 'I/O error|EXT4-fs error|ata[0-9.]+: .*(failed command|exception)|critical medium error' | head -n 50`,
  judge: (output) => {
    const expected = { fr: 'aucune', en: 'none' };
    const broken = notMeasured(output, expected, 'journalctl');
    if (broken) return broken;
    const [first = '', ...errors] = linesOf(output.stdout);
    const lines = Number(/^LINES (\d+)$/.exec(first)?.[1] ?? 0);
    if (lines === 0) return unmeasured(expected, { fr: 'journal vide', en: 'empty log' });
    const count = { fr: `${errors.length} erreur(s)`, en: `${errors.length} error(s)` };
    return errors.length === 0
      ? passed(expected, expected, { lines })
      : failed(expected, count, { lines, errors: errors.slice(0, 10) });
  },
});

const swap = checkKind({
  kind: 'swap',
  title: { fr: 'Espace d’échange', en: 'Swap' },
  parameters: z.strictObject({ minimumBytes: z.number().int().min(0).optional() }),
  facts: ['layout'],
  command: () => `cat /proc/swaps && awk '/^SwapTotal/{print "TOTAL=" $2*1024}' /proc/meminfo`,
  judge: (output, { minimumBytes }, facts) => {
    const wanted = minimumBytes ?? facts.layout.swap?.sizeBytes ?? 0;
    if (wanted === 0) return nothingAsked();
    const size = binarySize(wanted);
    const expected = { fr: `≥ ${size.fr}`, en: `≥ ${size.en}` };
    const broken = notMeasured(output, expected, '/proc/swaps');
    if (broken) return broken;
    const total = Number(keyValues(output.stdout)['TOTAL'] ?? NaN);
    if (Number.isNaN(total)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    // The swap signature takes a page, and partition sizes are rounded to MiB.
    return judged(total >= wanted - 2 * 1024 ** 2, expected, binarySize(total), { totalBytes: total });
  },
});

export const STORAGE_KINDS = [diskLayout, freeSpace, diskHealth, filesystemClean, noDiskError, swap];
