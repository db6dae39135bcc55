import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import { machine } from '../stored.js';
import { bad, good, goodIf, onOff, unknown, windowsKind } from '../windows-kind.js';
import { isFalse, otherwise } from './by-profile.js';

/** [MS-GPAC] 2.2.1.2: what must leave a trace on any PC. Bits: 1 success, 2 failure. */
const RECORDED: { guid: string; name: string; bits: number }[] = [
  { guid: '0CCE9215-69AE-11D9-BED3-505054503030', name: 'Logon', bits: 3 },
  { guid: '0CCE9217-69AE-11D9-BED3-505054503030', name: 'Account Lockout', bits: 1 },
  { guid: '0CCE9235-69AE-11D9-BED3-505054503030', name: 'User Account Management', bits: 1 },
  { guid: '0CCE9237-69AE-11D9-BED3-505054503030', name: 'Security Group Management', bits: 1 },
  { guid: '0CCE922F-69AE-11D9-BED3-505054503030', name: 'Audit Policy Change', bits: 1 },
];

const audit = windowsKind({
  kind: 'audit-policy',
  title: { fr: 'Stratégie d’audit', en: 'Audit policy' },
  requirement: {
    fr: 'Ouvertures de session, comptes et groupes laissent une trace',
    en: 'Logons, accounts and groups leave a trace',
  },
  hygiene: [36],
  severity: 'reserve',
  probe: 'audit-policy',
  value: z.object({ events: z.array(z.object({ guid: z.string(), outcome: z.number() })).min(1) }),
  expected: same(listText(RECORDED.map(({ name }) => name))),
  judge: ({ value: { events } }) => {
    const outcomes = new Map(events.map(({ guid, outcome }) => [guid.toUpperCase(), outcome]));
    const absent = RECORDED.filter(({ guid }) => !outcomes.has(guid));
    if (absent.length > 0) {
      const list = listText(absent.map(({ name }) => name));
      return unknown({ fr: `non lus : ${list}`, en: `not read: ${list}` });
    }
    // 4 is none too.
    const bitsOf = (guid: string): number => (outcomes.get(guid)! & 4 ? 0 : outcomes.get(guid)!);
    const silent = RECORDED.filter(({ guid, bits }) => (bitsOf(guid) & bits) !== bits).map(
      ({ name }) => name,
    );
    if (silent.length === 0) return good({ fr: 'tout est enregistré', en: 'all of it recorded' }, { events });
    return bad(
      { fr: `non enregistrés : ${listText(silent)}`, en: `not recorded: ${listText(silent)}` },
      { events },
    );
  },
});

const POWERSHELL = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell';
const powershell = windowsKind({
  kind: 'powershell-logging',
  title: { fr: 'Journal de PowerShell', en: 'PowerShell logging' },
  requirement: { fr: 'Les scripts exécutés laissent une trace', en: 'Scripts that run leave a trace' },
  hygiene: [36],
  severity: 'information',
  registry: {
    blocks: machine(`${POWERSHELL}\\ScriptBlockLogging`, 'EnableScriptBlockLogging'),
    modules: machine(`${POWERSHELL}\\ModuleLogging`, 'EnableModuleLogging'),
  },
  expected: { fr: 'actif', en: 'on' },
  notFor: otherwise('security.powerShell.scriptBlocks', isFalse),
  judge: ({ stored: { blocks, modules } }) => goodIf(blocks === 1, onOff(blocks === 1), { blocks, modules }),
});

const MIB = 1024 ** 2;
const EVENT_LOG = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Security';
const securityLog = windowsKind({
  kind: 'security-log-size',
  title: { fr: 'Taille du journal de sécurité', en: 'Size of the security log' },
  requirement: { fr: 'Le journal garde plus que quelques jours', en: 'The log keeps more than a few days' },
  hygiene: [36],
  severity: 'information',
  parameters: z.strictObject({ minimumMebibytes: z.number().int().min(1).max(4_096).default(20) }),
  registry: {
    own: machine(EVENT_LOG, 'MaxSize'),
    policy: machine('SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog\\Security', 'MaxSize'),
  },
  expected: (_asked, { minimumMebibytes }) => ({
    fr: `≥ ${minimumMebibytes} Mio`,
    en: `≥ ${minimumMebibytes} MiB`,
  }),
  // The policy counts in KiB, the log itself in bytes; without both it is 20 MiB.
  judge: ({ stored: { own, policy }, parameters: { minimumMebibytes } }) => {
    const bytes =
      typeof policy === 'number'
        ? policy * 1024
        : typeof own === 'number'
          ? own
          : own === null && policy === null
            ? 20 * MIB
            : undefined;
    if (bytes === undefined) return unknown({ fr: 'taille illisible', en: 'unreadable size' });
    const size = Math.round(bytes / MIB);
    return goodIf(size >= minimumMebibytes, { fr: `${size} Mio`, en: `${size} MiB` });
  },
});

export const LOGGING_KINDS = [audit, powershell, securityLog];
