import { renderTemplate } from '../../../../platform/template/index.js';
import { place, type PlacedSettings, setting, type SettingElement } from '../answer-tree.js';
import { powershell } from '../option-values.js';
import type { Security, SecurityPart } from './security-section.js';

type RemoteDesktop = NonNullable<Security['remoteDesktop']>;

const USUAL_PORT = 3_389;

export const remoteDesktop: SecurityPart = ({ remoteDesktop: asked }) =>
  asked === undefined ? {} : { settings: desktopSettings(asked), scripts: desktopScripts(asked) };

function desktopSettings(desktop: RemoteDesktop): (PlacedSettings | undefined)[] {
  const { enabled, networkLevelAuthentication, firewall, port } = desktop;
  const terminal = 'Microsoft-Windows-TerminalServices';
  return [
    place('specialize', `${terminal}-LocalSessionManager`, [setting('fDenyTSConnections', !enabled)]),
    enabled
      ? place('specialize', `${terminal}-RDP-WinStationExtensions`, [
          // 2: TLS, which network level authentication needs; 1 is negotiated.
          setting('SecurityLayer', networkLevelAuthentication ? 2 : 1),
          setting('UserAuthentication', networkLevelAuthentication ? 1 : 0),
        ])
      : undefined,
    enabled && firewall && port === USUAL_PORT
      ? place('specialize', 'Networking-MPSSVC-Svc', [setting('FirewallGroups', [FIREWALL_GROUP])])
      : undefined,
  ];
}

/** The built-in firewall rules for Remote Desktop, by a resource name that is not translated. */
const FIREWALL_GROUP: SettingElement = {
  name: 'FirewallGroup',
  action: 'add',
  attributes: { 'wcm:keyValue': 'RemoteDesktop' },
  content: [
    { name: 'Active', content: 'true' },
    { name: 'Group', content: '@FirewallAPI.dll,-28752' },
    { name: 'Profile', content: 'all' },
  ],
};

function desktopScripts({ enabled, firewall, port, members }: RemoteDesktop) {
  if (!enabled) return [];
  return [
    ...(port === USUAL_PORT
      ? []
      : [
          powershell(
            'system',
            'remote-desktop-port',
            renderTemplate('answer/windows/security/remote-desktop-port.ps1', { port, firewall }),
          ),
        ]),
    ...(members.length === 0
      ? []
      : [
          powershell(
            'firstLogon',
            'remote-desktop-users',
            renderTemplate('answer/windows/security/remote-desktop-users.ps1', { members }),
          ),
        ]),
  ];
}
