import { isIP } from 'node:net';
import { z } from 'zod';
import { shellWord, same } from '../../../platform/core/index.js';
import { checkKind, noParameters } from '../check.js';
import {
  failed,
  judged,
  keyValues,
  linesOf,
  listText,
  notMeasured,
  passed,
  unmeasured,
} from '../judgement.js';

const host = z.string().regex(/^[A-Za-z0-9_:][A-Za-z0-9_.:-]*$/);
const port = z.number().int().min(1).max(65_535);

const networkReachable = checkKind({
  kind: 'network-reachable',
  title: { fr: 'Réseau joignable', en: 'Network reachable' },
  parameters: z.strictObject({ host: host.optional(), port: port.optional() }),
  facts: ['server'],
  // A minimal system has no ping: uses a TCP connection of bash, or the neighbour table.
  command: (parameters, { server }) => {
    const target = shellWord(parameters.host ?? server.host);
    const to = parameters.port ?? (parameters.host === undefined ? server.port : undefined);
    if (to !== undefined)
      return `timeout 8 bash -c 'exec 3<>"/dev/tcp/$0/$1"' ${target} ${to} 2>/dev/null && echo REACHED || echo REFUSED`;
    return `to=${target}
if command -v ping >/dev/null && ping -c 2 -W 3 "$to" >/dev/null 2>&1; then echo REACHED; exit 0; fi
for try in 1 2 3; do
  bash -c 'echo >"/dev/udp/$0/9"' "$to" 2>/dev/null; sleep 1
  awk -v ip="$to" '$1==ip && $3=="0x2"{found=1} END{exit !found}' /proc/net/arp && { echo REACHED; exit 0; }
done
echo REFUSED`;
  },
  judge: (output, parameters, { server }) => {
    const target = parameters.host ?? server.host;
    const expected = { fr: `${target} joignable`, en: `${target} reachable` };
    const broken = notMeasured(output, expected, 'bash');
    if (broken) return broken;
    const word = linesOf(output.stdout).at(-1);
    if (word === 'REACHED') return passed(expected, { fr: 'joignable', en: 'reachable' }, { target });
    if (word === 'REFUSED') return failed(expected, { fr: 'sans réponse', en: 'no answer' }, { target });
    return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
  },
});

const dns = checkKind({
  kind: 'dns',
  title: { fr: 'Résolution des noms', en: 'Name resolution' },
  parameters: z.strictObject({ name: host, address: z.string().optional() }),
  command: ({ name }) => `getent ahosts ${shellWord(name)}; echo "ANSWER $?"`,
  judge: (output, { name, address }) => {
    const expected = same(address === undefined ? name : `${name} → ${address}`);
    const broken = notMeasured(output, expected, 'getent');
    if (broken) return broken;
    if (!/^ANSWER \d+$/m.test(output.stdout))
      return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const words = linesOf(output.stdout).map((line) => line.split(/\s+/)[0] ?? '');
    const addresses = [...new Set(words.filter((word) => isIP(word) !== 0))];
    const good = address === undefined ? addresses.length > 0 : addresses.includes(address);
    const measured =
      addresses.length === 0 ? { fr: 'aucune réponse', en: 'no answer' } : same(listText(addresses));
    return judged(good, expected, measured, { addresses });
  },
});

const timeSynchronised = checkKind({
  kind: 'time-synchronised',
  title: { fr: 'Heure à jour', en: 'Time synchronised' },
  parameters: z.strictObject({
    /** `ntp`: the system reports that it is synchronised. `clock`: its clock agrees with the server's. */
    by: z.enum(['ntp', 'clock']).default('ntp'),
    maximumOffsetSeconds: z.number().positive().default(5),
  }),
  command: () =>
    `echo "CLOCK=$(date +%s.%N)"
command -v timedatectl >/dev/null && echo "NTP=$(timedatectl show -p NTPSynchronized --value 2>/dev/null)"
command -v chronyc >/dev/null && chronyc -n tracking 2>/dev/null | grep -q 'Leap status *: Normal' && echo NTP=yes
true`,
  judge: (output, { by, maximumOffsetSeconds }, _facts) => {
    const values = keyValues(output.stdout);
    const clock = Number(values['CLOCK']);
    const offset = Math.round((clock - output.startedAt.getTime() / 1000) * 10) / 10;
    const evidence = { ntp: values['NTP'], offsetSeconds: offset };
    const seconds = { fr: `écart de ${String(offset).replace('.', ',')} s`, en: `${offset} s off` };
    if (by === 'clock') {
      const expected = {
        fr: `écart ≤ ${maximumOffsetSeconds} s`,
        en: `at most ${maximumOffsetSeconds} s off`,
      };
      if (!(clock > 0)) return unmeasured(expected, { fr: 'horloge illisible', en: 'unreadable clock' });
      return judged(Math.abs(offset) <= maximumOffsetSeconds, expected, seconds, evidence);
    }
    const expected = { fr: 'synchronisée', en: 'synchronised' };
    const ntp = values['NTP'];
    if (ntp !== 'yes' && ntp !== 'no')
      return unmeasured(expected, { fr: 'aucun service de temps', en: 'no time service' }, evidence);
    const measured = { fr: 'non synchronisée', en: 'not synchronised' };
    return judged(ntp === 'yes', expected, ntp === 'yes' ? expected : measured, evidence);
  },
});

const firewallOn = checkKind({
  kind: 'firewall-on',
  title: { fr: 'Pare-feu actif', en: 'Firewall on' },
  parameters: noParameters,
  command: () =>
    `if command -v nft >/dev/null; then nft list ruleset && echo READ; exit; fi
if command -v iptables >/dev/null; then iptables -S INPUT && echo READ; exit; fi
exit 90`,
  judge: (output) => {
    const expected = { fr: 'entrées refusées par défaut', en: 'incoming refused by default' };
    const broken = notMeasured(output, expected, 'nftables');
    if (broken) return broken;
    if (!/^READ$/m.test(output.stdout))
      return unmeasured(expected, { fr: 'règles illisibles', en: 'unreadable rules' });
    const drops =
      /type filter hook input [^\n]*policy drop;/.test(output.stdout) ||
      /^-P INPUT DROP$/m.test(output.stdout) ||
      refusesAtTheEnd(output.stdout);
    const rules = linesOf(output.stdout).slice(0, 60);
    return judged(
      drops,
      expected,
      drops ? expected : { fr: 'tout est accepté', en: 'everything is accepted' },
      { rules },
    );
  },
});

/** Whether the last rule of an input chain refuses everything else, as with firewalld. */
function refusesAtTheEnd(rules: string): boolean {
  const chain = /type filter hook input [^\n]*\n([^}]*)\}/.exec(rules)?.[1] ?? '';
  return /^(reject|drop)\b/.test(linesOf(chain).at(-1) ?? '');
}

const shareReadable = checkKind({
  kind: 'share-readable',
  title: { fr: 'Partage accessible', en: 'Share readable' },
  parameters: z.strictObject({
    mountPoint: z.string().startsWith('/'),
    /** A file in the share that must be readable. */
    file: z.string().optional(),
  }),
  // Listing the directory triggers an automount.
  command: ({ mountPoint, file }) =>
    `at=${shellWord(mountPoint)}
count=$(timeout 15 ls -A "$at" 2>/dev/null | wc -l)
timeout 15 ls -A "$at" >/dev/null 2>&1 && echo "ENTRIES=$count"
echo "TYPE=$(awk -v at="$at" '$2==at && $3!="autofs"{type=$3} END{print type}' /proc/mounts)"
${file === undefined ? '' : `timeout 15 head -c 1 "$at"/${shellWord(file)} >/dev/null 2>&1 && echo FILE=read || echo FILE=unread`}
true`,
  judge: (output, { mountPoint, file }) => {
    const expected = same(file === undefined ? mountPoint : `${mountPoint}/${file}`);
    const broken = notMeasured(output, expected, 'ls');
    if (broken) return broken;
    const values = keyValues(output.stdout);
    const [type = '', entries] = [values['TYPE'], values['ENTRIES']];
    const evidence = {
      type,
      entries: entries === undefined ? undefined : Number(entries),
      file: values['FILE'],
    };
    if (!/^(cifs|smb3|nfs|nfs4)$/.test(type))
      return failed(expected, { fr: 'non monté', en: 'not mounted' }, evidence);
    if (entries === undefined || values['FILE'] === 'unread')
      return failed(expected, { fr: 'monté mais illisible', en: 'mounted but unreadable' }, evidence);
    return passed(
      expected,
      { fr: `${type}, ${entries} entrée(s)`, en: `${type}, ${entries} entries` },
      evidence,
    );
  },
});

const printerPresent = checkKind({
  kind: 'printer-present',
  title: { fr: 'Imprimante installée', en: 'Printer installed' },
  parameters: z.strictObject({ name: z.string().regex(/^[^\s/#?'"\\]{1,127}$/), uri: z.string().optional() }),
  command: ({ name }) =>
    `command -v lpstat >/dev/null || exit 90
lpstat -v ${shellWord(name)} 2>&1; lpstat -p ${shellWord(name)} 2>&1; echo ASKED`,
  judge: (output, { name, uri }) => {
    const expected = same(uri === undefined ? name : `${name} (${uri})`);
    const broken = notMeasured(output, expected, 'CUPS');
    if (broken) return broken;
    if (!/^ASKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const device = linesOf(output.stdout).find((line) => line.startsWith(`device for ${name}: `));
    const found = device?.slice(`device for ${name}: `.length);
    const isEnabled = !/^printer \S+ disabled/m.test(output.stdout);
    const measured = found === undefined ? { fr: 'absente', en: 'none' } : same(found);
    return judged(
      found !== undefined && isEnabled && (uri === undefined || uri === found),
      expected,
      measured,
      {
        uri: found,
        enabled: isEnabled,
      },
    );
  },
});

export const NETWORK_KINDS = [
  networkReachable,
  dns,
  timeSynchronised,
  firewallOn,
  shareReadable,
  printerPresent,
];
