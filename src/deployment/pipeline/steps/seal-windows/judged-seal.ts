import type { Bilingual } from '../../../../platform/core/index.js';
import { judgedResult, type CheckResult } from '../../../recette/index.js';
import { unmeasured } from '../../first-boot/report-check.js';
import type { WindowsSeal } from '../../first-boot/windows-report.schema.js';

/** Where the PC looks before it says that nothing is left (templates/first-boot/windows/clean.ps1.hbs). */
export const WINDOWS_LEFTOVERS = [
  'C:\\Windows\\Etabli',
  'C:\\Windows\\Setup\\Etabli',
  'C:\\Windows\\Panther\\**\\*unattend*.xml',
  'C:\\Windows\\System32\\Sysprep\\unattend.xml',
  'C:\\Windows\\System32\\Sysprep\\Panther\\unattend.xml',
  'C:\\unattend.xml',
  'C:\\autounattend.xml',
  'task: Etabli first boot',
  'task: Etabli finish',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce',
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
  'task: Etabli system-*',
  'HKLM\\SOFTWARE\\Etabli programs',
];

const NOTHING: Bilingual = { fr: 'aucun', en: 'nothing' };

/** What the last report says: nothing is left; and, for information, what waits for the first logon. */
export function judgedSeal(seal: WindowsSeal, asksAutologon: boolean, at: Date): CheckResult[] {
  return [
    leftover(seal, asksAutologon, at),
    ...(seal.kept.length === 0 ? [] : [awaited(seal.kept, at)]),
    ...(seal.dropped?.length === 0 ? [] : [dropped(seal.dropped, at)]),
  ];
}

function leftover({ left, autologon }: WindowsSeal, asksAutologon: boolean, at: Date): CheckResult {
  const found = [
    ...(left ?? []),
    ...(autologon.hasPassword ? ['Winlogon DefaultPassword'] : []),
    ...(autologon.enabled && !asksAutologon ? ['Winlogon AutoAdminLogon'] : []),
  ];
  const shown = found.join(', ');
  const evidence = { found, searched: WINDOWS_LEFTOVERS };
  const why = { fr: 'le PC n’a pas pu chercher', en: 'the PC could not look for it' };
  return judgedResult(
    {
      kind: 'no-leftover',
      title: { fr: 'Aucun reste d’Établi', en: 'No leftovers of Établi' },
      severity: 'blocking',
    },
    left === null && found.length === 0
      ? unmeasured(NOTHING, why, evidence)
      : {
          verdict: found.length === 0 ? 'passed' : 'failed',
          expected: NOTHING,
          measured: found.length === 0 ? NOTHING : { fr: shown, en: shown },
          evidence,
        },
    at,
  );
}

/** Nobody has logged on before the PC was sealed: what needed a secret then was not done, and is not done any more. */
function dropped(names: string[] | null, at: Date): CheckResult {
  const list = (names ?? []).join(', ');
  const expected = { fr: 'appliqués', en: 'applied' };
  const why = {
    fr: 'le PC n’a pas pu dire quels scripts l’attendaient',
    en: 'the PC could not tell which scripts waited for it',
  };
  return judgedResult(
    {
      kind: 'first-logon-secrets',
      title: { fr: 'Secrets de la première ouverture de session', en: 'Secrets of the first logon' },
      severity: 'reserve',
    },
    names === null
      ? unmeasured(expected, why)
      : {
          verdict: 'failed',
          expected,
          measured: {
            fr: `non appliqués, personne n’a ouvert de session (windows.accounts.autologon) : ${list}`,
            en: `not applied, nobody has logged on (windows.accounts.autologon): ${list}`,
          },
          evidence: { dropped: names },
        },
    at,
  );
}

/** The last command of the first logon takes these away: nobody here will see it. */
function awaited(kept: string[], at: Date): CheckResult {
  return judgedResult(
    {
      kind: 'first-logon-pending',
      title: { fr: 'En attente de la première ouverture de session', en: 'Waits for the first logon' },
      severity: 'information',
    },
    {
      verdict: 'unmeasured',
      expected: { fr: 'retiré par la première session', en: 'taken away by the first logon' },
      measured: {
        fr: `encore là, sans secret : ${kept.join(', ')}`,
        en: `still there, without secrets: ${kept.join(', ')}`,
      },
      evidence: { kept },
    },
    at,
  );
}
