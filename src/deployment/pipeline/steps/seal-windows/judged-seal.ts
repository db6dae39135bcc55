import type { Bilingual } from '../../../../platform/core/index.js';
import { judgedResult, type CheckResult } from '../../../recette/index.js';
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
];

const NOTHING: Bilingual = { fr: 'aucun', en: 'nothing' };

/** What the last report says: nothing is left; and, for information, what waits for the first logon. */
export function judgedSeal(seal: WindowsSeal, asksAutologon: boolean, at: Date): CheckResult[] {
  const found = [
    ...seal.left,
    ...(seal.autologon.hasPassword ? ['Winlogon DefaultPassword'] : []),
    ...(seal.autologon.enabled && !asksAutologon ? ['Winlogon AutoAdminLogon'] : []),
  ];
  const shown = found.join(', ');
  const leftover = judgedResult(
    {
      kind: 'no-leftover',
      title: { fr: 'Aucun reste d’Établi', en: 'No leftovers of Établi' },
      severity: 'blocking',
    },
    {
      verdict: found.length === 0 ? 'passed' : 'failed',
      expected: NOTHING,
      measured: found.length === 0 ? NOTHING : { fr: shown, en: shown },
      evidence: { found, searched: WINDOWS_LEFTOVERS },
    },
    at,
  );
  return [
    leftover,
    ...(seal.kept.length === 0 ? [] : [awaited(seal.kept, at)]),
    ...(seal.dropped.length === 0 ? [] : [dropped(seal.dropped, at)]),
  ];
}

/** Nobody has logged on before the PC was sealed: what needed a secret then was not done, and is not done any more. */
function dropped(names: string[], at: Date): CheckResult {
  const list = names.join(', ');
  return judgedResult(
    {
      kind: 'first-logon-secrets',
      title: { fr: 'Secrets de la première ouverture de session', en: 'Secrets of the first logon' },
      severity: 'reserve',
    },
    {
      verdict: 'failed',
      expected: { fr: 'appliqués', en: 'applied' },
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
