import type { XmlElement } from '../../../../platform/xml/index.js';
import { Guesses } from './near.js';
import { isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';

/** English names: those in the reference of LocalAccount/Group, and the same with their spaces. */
const ENGLISH = [
  'Administrators',
  'Users',
  'Guests',
  'PowerUsers',
  'Power Users',
  'AccountOperators',
  'SystemOperators',
  'PrintOperators',
  'BackupOperators',
  'Backup Operators',
  'Replicator',
  'RemoteDesktopUsers',
  'Remote Desktop Users',
  'NetworkConfigurationOperators',
  'Network Configuration Operators',
  'PerfMonitoringUsers',
  'Performance Monitor Users',
  'PerfLoggingUsers',
  'Performance Log Users',
  'DCOMUsers',
  'Distributed COM Users',
  'IUsers',
  'IIS_IUSRS',
  'CryptoOperators',
  'Cryptographic Operators',
  'Remote Management Users',
  'Hyper-V Administrators',
];

/** The same groups in a French Windows. */
const FRENCH = [
  'Administrateurs',
  'Utilisateurs',
  'Invités',
  'Utilisateurs avec pouvoir',
  'Opérateurs de sauvegarde',
  'Duplicateurs',
  'Utilisateurs du Bureau à distance',
  'Opérateurs de configuration réseau',
  'Utilisateurs de l’Analyseur de performances',
  'Utilisateurs du journal de performances',
  'Utilisateurs du modèle COM distribué',
  'Opérateurs de chiffrement',
];

/** Names in other languages that would otherwise be reported as misspelt English or French names. */
const ELSEWHERE = [
  'Administratoren',
  'Administradores',
  'Administratorer',
  'Administratörer',
  'Administratorzy',
  'Administratori',
  'Amministratori',
];

const KNOWN = new Set([...ENGLISH, ...FRENCH, ...ELSEWHERE].map(plain));

/**
 * Reports group names that look like a misspelt group of Windows. Other names are accepted: the image may have such a
 * group.
 */
export const accountGroups: WindowsRule = (file, report) => {
  const guesses = new Guesses();
  for (const pass of ['auditSystem', 'oobeSystem'] as const) {
    const groups = file.find(
      pass,
      'Microsoft-Windows-Shell-Setup',
      'UserAccounts/LocalAccounts/LocalAccount/Group',
    );
    for (const element of groups) {
      for (const name of element.text.split(';', MOST_GROUPS)) lookAt(name.trim(), element, guesses, report);
    }
  }
};

/** Limit on the groups that are checked for one account. */
const MOST_GROUPS = 100;

function lookAt(name: string, at: XmlElement, guesses: Guesses, report: Report): void {
  if (KNOWN.has(plain(name)) || isPlaceholder(name)) return;
  const meant = guesses.among(name, ENGLISH) ?? guesses.among(name, FRENCH);
  if (meant === undefined) return;
  report.add({
    rule: 'windows/unknown-account-group',
    severity: 'note',
    at,
    found: name,
    expected: { fr: `un groupe tel que ${meant}`, en: `a group such as ${meant}` },
    remedy: {
      fr: `écrivez ${meant}, à moins que l’image n’ait un groupe appelé ${name}`,
      en: `write ${meant}, unless the image has a group called ${name}`,
    },
  });
}

/** Windows ignores case; both forms of the apostrophe are accepted. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("'", '’');
}
