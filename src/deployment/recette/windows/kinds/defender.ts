import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { daysText } from '../said.js';
import { bad, good, goodIf, NONE, onOff, unknown, windowsKind } from '../windows-kind.js';
import { isFalse, isTrue, optionOf, otherwise } from './by-profile.js';

const HYGIENE = [14] as const;

const status = z.object({
  mode: z.string(),
  service: z.boolean(),
  antivirus: z.boolean(),
  realTime: z.boolean(),
  behaviour: z.boolean(),
  downloads: z.boolean(),
  tamper: z.boolean(),
  signatures: z.string(),
  signaturesAt: z.string().nullable(),
});
const notDisabled = otherwise('security.defender.disabled', isTrue);

const running = windowsKind({
  kind: 'antivirus-running',
  title: { fr: 'Antivirus en marche', en: 'Antivirus running' },
  requirement: { fr: 'Un antivirus protège le poste', en: 'An antivirus protects the PC' },
  hygiene: HYGIENE,
  severity: 'blocking',
  probe: 'defender',
  value: status,
  expected: { fr: 'Microsoft Defender, actif', en: 'Microsoft Defender, on' },
  notFor: notDisabled,
  // AMRunningMode: Normal, Passive, SxS Passive, EDR Block, Not running.
  judge: ({ value: { mode, service, antivirus } }) =>
    goodIf(service && antivirus && mode === 'Normal', {
      fr: `service ${onOff(service).fr}, antivirus ${onOff(antivirus).fr}, mode ${mode || '—'}`,
      en: `service ${onOff(service).en}, antivirus ${onOff(antivirus).en}, mode ${mode || '—'}`,
    }),
});

const realTime = windowsKind({
  kind: 'antivirus-real-time',
  title: { fr: 'Protection en temps réel', en: 'Real-time protection' },
  requirement: {
    fr: 'Chaque fichier est analysé quand il est ouvert',
    en: 'Every file is scanned when it is opened',
  },
  hygiene: HYGIENE,
  severity: 'blocking',
  probe: 'defender',
  value: status,
  expected: { fr: 'active', en: 'on' },
  notFor: (asked) => notDisabled(asked) ?? otherwise('security.defender.realTime', isFalse)(asked),
  judge: ({ value: { realTime: isOn, behaviour, downloads } }) =>
    goodIf(isOn, { fr: isOn ? 'active' : 'inactive', en: onOff(isOn).en }, { behaviour, downloads }),
});

const signatures = windowsKind({
  kind: 'antivirus-signatures',
  title: { fr: 'Signatures de l’antivirus', en: 'Antivirus signatures' },
  requirement: {
    fr: 'L’antivirus connaît les menaces du moment',
    en: 'The antivirus knows the threats of today',
  },
  hygiene: [14, 34],
  severity: 'reserve',
  parameters: z.strictObject({ maximumDays: z.number().positive().max(90).default(3) }),
  probe: 'defender',
  value: status,
  expected: (_asked, { maximumDays }) => ({
    fr: `de ${maximumDays} jours au plus`,
    en: `at most ${maximumDays} days old`,
  }),
  notFor: notDisabled,
  judge: ({ value, parameters: { maximumDays }, time }) => {
    const at = Date.parse(value.signaturesAt ?? '');
    if (Number.isNaN(at)) return unknown({ fr: 'date illisible', en: 'unreadable date' });
    const days = Math.floor((time.endedAt.getTime() - at) / 86_400_000);
    if (days < -1) return unknown({ fr: 'date à venir', en: 'a date to come' }, { at: value.signaturesAt });
    const count = Math.max(0, days);
    return goodIf(
      count <= maximumDays,
      {
        fr: `${value.signatures}, ${daysText(count).fr}`,
        en: `${value.signatures}, ${daysText(count).en} old`,
      },
      { at: value.signaturesAt },
    );
  },
});

const tamper = windowsKind({
  kind: 'tamper-protection',
  title: { fr: 'Protection contre les falsifications', en: 'Tamper protection' },
  requirement: {
    fr: 'Un programme ne peut pas éteindre l’antivirus',
    en: 'No program can turn the antivirus off',
  },
  hygiene: HYGIENE,
  severity: 'information',
  probe: 'defender',
  value: status,
  expected: { fr: 'active', en: 'on' },
  notFor: notDisabled,
  judge: ({ value: { tamper: isOn } }) =>
    goodIf(isOn, { fr: isOn ? 'active' : 'inactive', en: onOff(isOn).en }),
});

const exclusions = windowsKind({
  kind: 'antivirus-exclusions',
  title: { fr: 'Exclusions de l’antivirus', en: 'Antivirus exclusions' },
  requirement: {
    fr: 'Rien n’échappe à l’antivirus que le profil ne demande',
    en: 'Nothing is left unscanned that the profile does not ask for',
  },
  hygiene: HYGIENE,
  severity: 'reserve',
  probe: 'defender-exclusions',
  value: z.object({
    paths: z.array(z.string()),
    processes: z.array(z.string()),
    extensions: z.array(z.string()),
  }),
  expected: (asked) => {
    const list = askedExclusions(asked);
    return list.length === 0 ? { fr: 'aucune', en: 'none' } : same(listText(list));
  },
  judge: ({ value: { paths, processes, extensions }, asked }) => {
    const found = [...paths, ...processes, ...extensions];
    const wanted = new Set(askedExclusions(asked).map(plain));
    const more = found.filter((one) => !wanted.has(plain(one)));
    if (more.length > 0) return bad(same(listText(more)), { paths, processes, extensions });
    const measured = found.length === 0 ? { fr: 'aucune', en: 'none' } : same(listText(found));
    return good(measured, { paths, processes, extensions });
  },
});

/** An extension is written with or without its dot. */
const plain = (text: string): string => text.toLowerCase().replace(/^\./, '');

function askedExclusions(asked: Parameters<typeof optionOf>[0]): string[] {
  const lists = optionOf(asked, 'security.defender.exclusions') as Record<string, unknown> | undefined;
  return Object.values(lists ?? {}).flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
}

const onlyOne = windowsKind({
  kind: 'single-antivirus',
  title: { fr: 'Un seul antivirus', en: 'One antivirus only' },
  requirement: {
    fr: 'Aucun autre antivirus (version d’essai d’un fabricant) ne désactive celui du poste',
    en: 'No other antivirus (a maker’s trial) turns off that of the PC',
  },
  hygiene: HYGIENE,
  severity: 'information',
  probe: 'antivirus',
  value: z.object({ products: z.array(z.object({ name: z.string(), state: z.number() })) }),
  expected: { fr: 'un seul', en: 'one' },
  notFor: ({ windows: { target } }) =>
    target.startsWith('server')
      ? { fr: 'un serveur ne les liste pas', en: 'a server does not list them' }
      : undefined,
  judge: ({ value: { products } }) => {
    if (products.length === 0) return bad(NONE);
    return goodIf(products.length === 1, same(listText(products.map(({ name }) => name))), { products });
  },
});

const POLICY = 'SOFTWARE\\Policies\\Microsoft\\Windows\\System';
const smartScreen = windowsKind({
  kind: 'smartscreen',
  title: { fr: 'SmartScreen', en: 'SmartScreen' },
  requirement: {
    fr: 'Windows avertit avant de lancer un programme inconnu venu d’Internet',
    en: 'Windows warns before it starts an unknown program from the Internet',
  },
  hygiene: HYGIENE,
  severity: 'reserve',
  registry: {
    policy: machine(POLICY, 'EnableSmartScreen'),
    own: machine('SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer', 'SmartScreenEnabled'),
  },
  expected: { fr: 'actif', en: 'on' },
  notFor: otherwise('security.smartScreen.explorer', (value) => value === 'off'),
  // A policy counts first; without both values Windows warns.
  judge: ({ stored: { policy, own } }) => {
    const isOn = policy === null ? own !== 'Off' : policy === 1;
    return goodIf(isOn, onOff(isOn), { policy, own });
  },
});

export const DEFENDER_KINDS = [running, realTime, signatures, tamper, exclusions, onlyOne, smartScreen];
