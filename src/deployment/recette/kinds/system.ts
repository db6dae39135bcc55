import { same } from '../../../platform/core/index.js';
import { z } from 'zod';
import { checkKind, noParameters } from '../check.js';
import {
  compareVersions,
  failed,
  judged,
  keyValues,
  linesOf,
  listText,
  notMeasured,
  passed,
  unmeasured,
} from '../judgement.js';

const systemVersion = checkKind({
  kind: 'system-version',
  title: { fr: 'Version du système', en: 'System version' },
  parameters: z.strictObject({ system: z.string().optional(), version: z.string().optional() }),
  facts: ['system', 'systemVersion'],
  command: () =>
    `cat /etc/os-release && { [ ! -r /etc/debian_version ] || echo "POINT_RELEASE=$(cat /etc/debian_version)"; }`,
  judge: (output, parameters, facts) => {
    const version = parameters.version ?? facts.systemVersion;
    const system = parameters.system ?? facts.system;
    const expected = same(`${system} ${version}`);
    const values = keyValues(output.stdout);
    const [id, release, point] = [values['ID'], values['VERSION_ID'], values['POINT_RELEASE']];
    const broken = notMeasured(output, expected, '/etc/os-release');
    if (broken) return broken;
    if (id === undefined || release === undefined)
      return unmeasured(expected, { fr: 'version illisible', en: 'unreadable version' });
    const good = (release === version || point === version) && id === system;
    const name = values['PRETTY_NAME'] ?? `${id} ${release}`;
    return judged(good, expected, same(point === undefined ? name : `${name} – ${point}`), {
      id,
      release,
      point,
    });
  },
});

const kernelVersion = checkKind({
  kind: 'kernel-version',
  title: { fr: 'Version du noyau', en: 'Kernel version' },
  parameters: z.strictObject({ minimum: z.string().optional() }),
  command: () => `echo "RUNNING=$(uname -r)"; ls /lib/modules 2>/dev/null | sed 's/^/INSTALLED=/'`,
  judge: (output, { minimum }) => {
    const running = keyValues(output.stdout)['RUNNING'] ?? '';
    const installed = [...output.stdout.matchAll(/^INSTALLED=(\S+)$/gm)].map(([, name = '']) => name);
    const newest = installed.sort(compareVersions).at(-1);
    const wanted = minimum ?? newest;
    const expected =
      minimum === undefined
        ? { fr: 'le plus récent installé', en: 'the newest installed' }
        : same(`≥ ${minimum}`);
    if (running === '' || wanted === undefined)
      return unmeasured(expected, { fr: 'noyau inconnu', en: 'unknown kernel' }, { installed });
    const good = minimum === undefined ? running === newest : compareVersions(running, minimum) >= 0;
    return judged(good, expected, same(running), { running, installed });
  },
});

const hostname = checkKind({
  kind: 'hostname',
  title: { fr: 'Nom du poste', en: 'Host name' },
  parameters: z.strictObject({ hostname: z.string().optional() }),
  facts: ['hostname'],
  command: () => `echo "RUNNING=$(cat /proc/sys/kernel/hostname)"; echo "WRITTEN=$(cat /etc/hostname)"`,
  judge: (output, parameters, facts) => {
    const wanted = parameters.hostname ?? facts.hostname;
    const values = keyValues(output.stdout);
    const [running = '', written = ''] = [values['RUNNING'], values['WRITTEN']];
    if (running === '') return unmeasured(same(wanted), { fr: 'nom illisible', en: 'unreadable name' });
    const measured = running === written ? same(running) : same(`${running} (/etc/hostname: ${written})`);
    return judged(running === wanted && written === wanted, same(wanted), measured, { running, written });
  },
});

const noFailedService = checkKind({
  kind: 'no-failed-service',
  title: { fr: 'Aucun service en échec', en: 'No failed service' },
  parameters: z.strictObject({ ignore: z.array(z.string()).default([]) }),
  timeoutSeconds: 40,
  // `is-system-running --wait` waits for the end of the start-up.
  command: () =>
    `command -v systemctl >/dev/null || exit 90
echo "STATE=$(timeout 30 systemctl is-system-running --wait 2>/dev/null)"
systemctl list-units --failed --plain --no-legend --no-pager --full && echo LISTED`,
  judge: (output, { ignore }) => {
    const expected = { fr: 'aucun', en: 'none' };
    const broken = notMeasured(output, expected, 'systemd');
    if (broken) return broken;
    const state = keyValues(output.stdout)['STATE'];
    const lines = linesOf(output.stdout);
    if (lines.at(-1) !== 'LISTED' || !/^(running|degraded|starting|initializing)$/.test(state ?? ''))
      return unmeasured(expected, { fr: 'systemd ne répond pas', en: 'systemd does not answer' }, { state });
    const names = lines.filter((line) => / failed /.test(line)).map((line) => line.split(/\s+/)[0] ?? '');
    const units = names.filter((name) => !ignore.includes(name));
    const evidence = { state, failed: names, ignored: ignore };
    if (units.length > 0) return failed(expected, same(listText(units)), evidence);
    if (state === 'starting' || state === 'initializing')
      return unmeasured(
        expected,
        { fr: 'le démarrage n’est pas terminé', en: 'start-up is not complete' },
        evidence,
      );
    return passed(expected, expected, evidence);
  },
});

const servicesActive = checkKind({
  kind: 'services-active',
  title: { fr: 'Services actifs', en: 'Services active' },
  parameters: z.strictObject({ units: z.array(z.string().regex(/^[\w@.\\:-]+$/)).min(1) }),
  command: ({ units }) =>
    `command -v systemctl >/dev/null || exit 90
for unit in ${units.join(' ')}; do echo "$unit=$(systemctl is-active -- "$unit" 2>/dev/null)"; done`,
  judge: (output, { units }) => {
    const expected = same(listText(units));
    const broken = notMeasured(output, expected, 'systemd');
    if (broken) return broken;
    const states = linesOf(output.stdout).map((line) => line.split('=') as [string, string]);
    const off = units.filter((unit) => states.find(([name]) => name === unit)?.[1] !== 'active');
    const measured =
      off.length === 0
        ? { fr: 'tous actifs', en: 'all active' }
        : { fr: `inactifs : ${listText(off)}`, en: `not active: ${listText(off)}` };
    return judged(off.length === 0, expected, measured, { states: Object.fromEntries(states) });
  },
});

const machineIdUnique = checkKind({
  kind: 'machine-id-unique',
  title: { fr: 'Identifiant machine unique', en: 'Unique machine ID' },
  parameters: noParameters,
  facts: ['otherMachineIds'],
  command: () => `cat /etc/machine-id`,
  judge: (output, _parameters, { otherMachineIds }) => {
    const compared = otherMachineIds.length;
    const expected = {
      fr: `32 chiffres hexadécimaux, différent des ${compared} autres PC installés`,
      en: `32 hex digits, different from the ${compared} other installed PCs`,
    };
    const broken = notMeasured(output, expected, '/etc/machine-id');
    if (broken) return broken;
    const id = output.stdout.trim();
    const shared = otherMachineIds.includes(id);
    const good = /^[0-9a-f]{32}$/.test(id) && !/^0+$/.test(id) && !shared;
    const measured = shared
      ? { fr: `${id}, aussi sur une autre machine`, en: `${id}, also on another machine` }
      : same(id === '' ? '—' : id.slice(0, 64));
    return judged(good, expected, measured, { compared });
  },
});

export const SYSTEM_KINDS = [
  systemVersion,
  kernelVersion,
  hostname,
  noFailedService,
  servicesActive,
  machineIdUnique,
];
