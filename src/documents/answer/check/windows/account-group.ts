import type { XmlElement } from '../../../../platform/xml/index.js';
import { Guesses } from './near.js';
import { isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';

/** …/unattend/microsoft-windows-shell-setup-useraccounts-localaccounts-localaccount-group, and with their spaces. */
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

/** The same on a French Windows, whose help calls them « groupes locaux par défaut ». */
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

/** Right in other languages, and so near to an English or French name that they would be taken for a slip of it. */
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

/** Groups of local accounts that are probably meant as one that Windows has; any other may stand in the image. */
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

/** More groups than one account is put in; the rest is of no list of groups. */
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

/** Windows does not look at case; people type either apostrophe. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("'", '’');
}
