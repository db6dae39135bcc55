import { amount, choice, csp, elsewhere, row, setting, type SettingPlace, toggle } from './option-row.js';
import { windowsText } from './windows-text.js';

/** The three kinds of network that Windows tells apart, as the firewall's settings write them. */
export const FIREWALL_PROFILES = ['domain', 'private', 'public'] as const;
export type FirewallProfile = (typeof FIREWALL_PROFILES)[number];

export const FIREWALL_NAMES = { domain: 'Domain', private: 'Private', public: 'Public' } as const;

export const filePath = windowsText(
  259,
  '"<>|*?',
  'un chemin de Windows, sans " < > | * ?',
  'a path of Windows, without " < > | * ?',
);

/** 0 lets through, 1 blocks. */
const ACTIONS = { allow: 0, block: 1 };

/** The firewall on one kind of network. MS Learn, "Networking-MPSSVC-Svc" and "Firewall CSP". */
function profileOptions(name: (typeof FIREWALL_NAMES)[FirewallProfile]) {
  const set = <V>(path: string, data?: (value: V) => boolean): SettingPlace<V> =>
    setting('specialize', 'Networking-MPSSVC-Svc', `${name}Profile_${path}`, data);
  const node = (path: string) => `./Vendor/MSFT/Firewall/MdmStore/${name}Profile/${path}`;
  const command = (parameter: string) =>
    elsewhere(`script system Set-NetFirewallProfile ${name} -${parameter}`);
  return {
    notifications: toggle(
      {
        fr: 'Une personne est avertie quand un programme est bloqué',
        en: 'A person is told when a program is blocked',
      },
      set('DisableNotifications', (shown) => !shown),
      csp(node('DisableInboundNotifications'), 'bool', (shown) => !shown),
    ),
    enabled: toggle(
      { fr: 'Le pare-feu est actif', en: 'Whether the firewall is on' },
      set('EnableFirewall'),
      csp(node('EnableFirewall'), 'bool'),
    ),
    logDropped: toggle(
      { fr: 'Ce qui est rejeté est journalisé', en: 'What is dropped is logged' },
      set('LogDroppedPackets'),
    ),
    logFile: row({ fr: 'Fichier de son journal', en: 'File of its log' }, filePath, set('LogFile')),
    logFileSize: amount(
      { fr: 'Taille maximale de son journal, en Ko', en: 'Most of its log, in KB' },
      1,
      32_767,
      set('LogFileSize'),
    ),
    logAllowed: toggle(
      { fr: 'Ce qui est admis est journalisé', en: 'What is let in is logged' },
      set('LogSuccessfulConnections'),
    ),
    inbound: choice(
      {
        fr: 'Ce que deviennent les connexions de l’extérieur que ne vise aucune règle',
        en: 'What becomes of connections from outside that no rule is about',
      },
      ['allow', 'block'],
      command('DefaultInboundAction'),
      csp(node('DefaultInboundAction'), 'int', ACTIONS),
    ),
    outbound: choice(
      {
        fr: 'Ce que deviennent les connexions vers l’extérieur que ne vise aucune règle',
        en: 'What becomes of connections to outside that no rule is about',
      },
      ['allow', 'block'],
      command('DefaultOutboundAction'),
      csp(node('DefaultOutboundAction'), 'int', ACTIONS),
    ),
    stealth: toggle(
      { fr: 'Les ports fermés ne répondent pas', en: 'Closed ports do not answer' },
      csp(node('DisableStealthMode'), 'bool', (on) => !on),
    ),
    shielded: toggle(
      { fr: 'Rien n’entre, quelles que soient les règles', en: 'Nothing gets in, whatever the rules' },
      csp(node('Shielded'), 'bool'),
    ),
    localRules: toggle(
      { fr: 'Les règles du PC lui-même comptent aussi', en: 'Rules of the PC itself count too' },
      csp(node('AllowLocalPolicyMerge'), 'bool'),
    ),
  };
}

export const FIREWALL_OPTIONS = {
  domain: profileOptions('Domain'),
  private: profileOptions('Private'),
  public: profileOptions('Public'),
};
