import {
  amount,
  choice,
  csp,
  type DataOf,
  elsewhere,
  place,
  reading,
  type ReadingPlace,
  type RegistryData,
  row,
  setting,
  type SettingPlace,
  toggle,
} from './option-row.js';
import { windowsText } from './windows-text.js';

/** The three network profiles of Windows, with their names in firewall settings. */
export const FIREWALL_PROFILES = ['domain', 'private', 'public'] as const;
export type FirewallProfile = (typeof FIREWALL_PROFILES)[number];

export const FIREWALL_NAMES = { domain: 'Domain', private: 'Private', public: 'Public' } as const;

export const filePath = windowsText(
  259,
  '"<>|*?',
  'un chemin de Windows, sans " < > | * ?',
  'a path of Windows, without " < > | * ?',
);

/** The registry keys of the profiles; the private profile is StandardProfile. */
const STORED = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const STORED_NAMES = { Domain: 'DomainProfile', Private: 'StandardProfile', Public: 'PublicProfile' };

/** 0 allows, 1 blocks. */
const ACTIONS = { allow: 0, block: 1 };

type Network = (typeof FIREWALL_NAMES)[FirewallProfile];

const set = <V>(name: Network, path: string, data?: (value: V) => boolean): SettingPlace<V> =>
  setting('specialize', 'Networking-MPSSVC-Svc', `${name}Profile_${path}`, data);
const shown = <V>(name: Network, value: string, data?: DataOf<V, RegistryData>): ReadingPlace<V> =>
  reading(
    place(
      'machine',
      `${STORED}\\${STORED_NAMES[name]}${value.startsWith('Log') ? '\\Logging' : ''}`,
      value,
      data,
    ),
  );
const node = (name: Network, path: string) => `./Vendor/MSFT/Firewall/MdmStore/${name}Profile/${path}`;
const command = (name: Network, parameter: string) =>
  elsewhere(`script system Set-NetFirewallProfile ${name} -${parameter}`);

/** The firewall of one network profile, and its log. MS Learn, "Networking-MPSSVC-Svc" and "Firewall CSP". */
function stateOptions(name: Network) {
  return {
    notifications: toggle(
      {
        fr: 'Une personne est avertie quand un programme est bloqué',
        en: 'A person is told when a program is blocked',
      },
      set(name, 'DisableNotifications', (told) => !told),
      shown(name, 'DisableNotifications', { true: 0, false: 1 }),
      csp(node(name, 'DisableInboundNotifications'), 'bool', (told) => !told),
    ),
    enabled: toggle(
      { fr: 'Le pare-feu est actif', en: 'Whether the firewall is on' },
      set(name, 'EnableFirewall'),
      shown(name, 'EnableFirewall', Number),
      csp(node(name, 'EnableFirewall'), 'bool'),
    ),
    logDropped: toggle(
      { fr: 'Ce qui est rejeté est journalisé', en: 'What is dropped is logged' },
      set(name, 'LogDroppedPackets'),
      shown(name, 'LogDroppedPackets', Number),
    ),
    logFile: row(
      { fr: 'Fichier de son journal', en: 'File of its log' },
      filePath,
      set(name, 'LogFile'),
      shown(name, 'LogFilePath'),
    ),
    logFileSize: amount(
      { fr: 'Taille maximale de son journal, en Ko', en: 'Most of its log, in KB' },
      1,
      32_767,
      set(name, 'LogFileSize'),
      shown(name, 'LogFileSize'),
    ),
    logAllowed: toggle(
      { fr: 'Ce qui est admis est journalisé', en: 'What is let in is logged' },
      set(name, 'LogSuccessfulConnections'),
      shown(name, 'LogSuccessfulConnections', Number),
    ),
  };
}

/** Default actions for connections of one network profile. */
function trafficOptions(name: Network) {
  return {
    inbound: choice(
      {
        fr: 'Ce que deviennent les connexions de l’extérieur que ne vise aucune règle',
        en: 'What becomes of connections from outside that no rule is about',
      },
      ['allow', 'block'],
      command(name, 'DefaultInboundAction'),
      shown(name, 'DefaultInboundAction', ACTIONS),
      csp(node(name, 'DefaultInboundAction'), 'int', ACTIONS),
    ),
    outbound: choice(
      {
        fr: 'Ce que deviennent les connexions vers l’extérieur que ne vise aucune règle',
        en: 'What becomes of connections to outside that no rule is about',
      },
      ['allow', 'block'],
      command(name, 'DefaultOutboundAction'),
      shown(name, 'DefaultOutboundAction', ACTIONS),
      csp(node(name, 'DefaultOutboundAction'), 'int', ACTIONS),
    ),
    stealth: toggle(
      { fr: 'Les ports fermés ne répondent pas', en: 'Closed ports do not answer' },
      csp(node(name, 'DisableStealthMode'), 'bool', (on) => !on),
    ),
    shielded: toggle(
      { fr: 'Rien n’entre, quelles que soient les règles', en: 'Nothing gets in, whatever the rules' },
      csp(node(name, 'Shielded'), 'bool'),
    ),
    localRules: toggle(
      { fr: 'Les règles du PC lui-même comptent aussi', en: 'Rules of the PC itself count too' },
      csp(node(name, 'AllowLocalPolicyMerge'), 'bool'),
    ),
  };
}

export const FIREWALL_OPTIONS = {
  domain: { ...stateOptions('Domain'), ...trafficOptions('Domain') },
  private: { ...stateOptions('Private'), ...trafficOptions('Private') },
  public: { ...stateOptions('Public'), ...trafficOptions('Public') },
};
