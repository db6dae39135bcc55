import { z } from 'zod';
import { option } from '../option.js';
import { unique } from '../../rules.js';
import { windowsText } from '../../../windows-tables/index.js';

export const remoteDesktop = z.strictObject({
  enabled: option(
    z.boolean(),
    { fr: 'Le Bureau à distance répond ou non', en: 'Whether it answers' },
    'specialize Microsoft-Windows-TerminalServices-LocalSessionManager fDenyTSConnections',
  ),
  networkLevelAuthentication: option(
    z.boolean().default(true),
    {
      fr: 'Le mot de passe est demandé avant l’ouverture de la session',
      en: 'Whether the password is asked for before a session opens',
    },
    'specialize Microsoft-Windows-TerminalServices-RDP-WinStationExtensions UserAuthentication',
    'specialize Microsoft-Windows-TerminalServices-RDP-WinStationExtensions SecurityLayer',
  ),
  firewall: option(
    z.boolean().default(true),
    { fr: 'Le pare-feu le laisse entrer', en: 'Whether the firewall lets it in' },
    'specialize Networking-MPSSVC-Svc FirewallGroups/FirewallGroup/Active',
    'script system New-NetFirewallRule, where the port is another',
  ),
  port: option(
    z.int().min(1).max(65_535).default(3_389),
    { fr: 'Le port TCP', en: 'TCP port' },
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp PortNumber',
  ),
  members: option(
    z
      .array(
        windowsText(
          256,
          '"\\/\\[\\]:;|=,+*?<>',
          'un compte : lea, ou CORP\\Techniciens',
          'an account: lea, or CORP\\Technicians',
        ).describe('Account, or DOMAIN\\account'),
      )
      .max(100)
      .default([])
      .superRefine(
        unique(
          (name) => name.toLowerCase(),
          ['un compte qui n’est pas déjà dans la liste', 'an account not yet in the list'],
        ),
      ),
    {
      fr: 'Qui peut s’en servir en plus des administrateurs : les membres d’Utilisateurs du Bureau à distance',
      en: 'Who may use it besides administrators: members of Remote Desktop Users',
    },
    'script firstLogon Add-LocalGroupMember S-1-5-32-555',
  ),
});
