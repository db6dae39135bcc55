import { z } from 'zod';
import { CURRENT_VERSION, place, row, script, type SettingPlace, setting, toggle } from '../option-row.js';
import { hostName } from './texts.js';

const TIME = 'SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';

/** A setting of specialize where 1 means off. */
const inverse = (component: string, path: string): SettingPlace<boolean> =>
  setting('specialize', component, path, { true: 0, false: 1 });

/** The guest tools on the ISO of each hypervisor, and the arguments of a silent installation. */
const GUEST_TOOLS = {
  virtualBox: { name: 'VirtualBox', file: 'VBoxWindowsAdditions.exe', words: '/S' },
  vmware: { name: 'VMware', file: 'setup.exe', words: '/S /v"/qn REBOOT=R"' },
  virtio: { name: 'VirtIO', file: 'virtio-win-guest-tools.exe', words: '/install /quiet /norestart' },
  parallels: { name: 'Parallels', file: 'PTAgent.exe', words: '/install_silent' },
};

export const FURTHER_SYSTEM_OPTIONS = {
  systemRestore: toggle(
    { fr: 'Les points de restauration', en: 'Restore points' },
    inverse('Microsoft-Windows-SystemRestore-Main', 'DisableSR'),
  ),
  errorReporting: toggle(
    { fr: 'Signale les erreurs à Microsoft', en: 'Reports errors to Microsoft' },
    inverse('Microsoft-Windows-ErrorReportingCore', 'DisableWER'),
  ),
  improvementProgram: toggle(
    {
      fr: 'Le programme d’amélioration de l’expérience utilisateur',
      en: 'Customer experience improvement program',
    },
    setting('specialize', 'Microsoft-Windows-SQMAPI', 'CEIPEnabled', { true: 1, false: 0 }),
  ),
  timeServers: row(
    { fr: 'Les serveurs de temps que suit l’horloge', en: 'The time servers that the clock follows' },
    z.array(hostName).min(1).max(10),
    // 0x9: polled at intervals, client mode only. "Windows Time service tools and settings".
    place('machine', TIME, 'NtpServer', (servers) => servers.map((server) => `${server},0x9`).join(' ')),
    place('machine', TIME, 'Type', () => 'NTP'),
  ),
  oneDrive: row(
    {
      fr: 'OneDrive est retiré : il ne s’installe pour aucun compte',
      en: 'OneDrive is removed: it is set up for no account',
    },
    z.literal(false),
    place('defaultUser', `${CURRENT_VERSION}\\Run`, 'OneDriveSetup', { false: null }),
    script('system', 'comfort/no-onedrive', 'C:\\Windows\\System32\\OneDriveSetup.exe', () => ({})),
  ),
  appsBroughtByUpdates: row(
    {
      fr: 'Windows Update n’apporte pas Outlook, Dev Home et les autres au premier démarrage',
      en: 'Windows Update does not bring Outlook, Dev Home and the like at the first start',
    },
    z.literal(false),
    script(
      'system',
      'comfort/no-apps-by-updates',
      'HKLM\\SOFTWARE\\Microsoft\\WindowsUpdate\\Orchestrator\\UScheduler_Oobe',
      () => ({}),
    ),
  ),
  windowsOld: row(
    { fr: 'Ce qu’un Windows précédent a laissé est supprimé', en: 'What an earlier Windows left is deleted' },
    z.literal(false),
    script('firstLogon', 'comfort/no-windows-old', 'C:\\Windows.old', () => ({})),
  ),
  legacyJunctions: row(
    {
      fr: 'Les liens qui portent les noms de dossiers de Windows XP sont supprimés : C:\\Documents and Settings…',
      en: 'The links with the folder names of Windows XP are deleted: C:\\Documents and Settings…',
    },
    z.literal(false),
    script('system', 'comfort/no-legacy-junctions', 'C:\\, C:\\ProgramData, C:\\Users\\Default', () => ({
      isSystem: true,
    })),
    script('everyUser', 'comfort/no-legacy-junctions', '%USERPROFILE%', () => ({ isSystem: false })),
  ),
  guestTools: row(
    {
      fr: 'Les outils d’une machine virtuelle, quand leur disque est dans un lecteur',
      en: 'The tools of a virtual machine, when their disc is in a drive',
    },
    z.array(z.enum(['virtualBox', 'vmware', 'virtio', 'parallels'])),
    script(
      'system',
      'comfort/guest-tools',
      Object.values(GUEST_TOOLS)
        .map(({ file }) => file)
        .join(', '),
      (tools) => ({ tools: tools.map((tool) => GUEST_TOOLS[tool]) }),
    ),
  ),
};

const lockKeys = z.array(z.enum(['capsLock', 'numLock', 'scrollLock']));
type LockKeys = z.output<typeof lockKeys>;

const INDICATORS = { capsLock: 1, numLock: 2, scrollLock: 4 };
const indicators = (keys: LockKeys) => String(keys.reduce((bits, key) => bits | INDICATORS[key], 0));

/** Set 1 scan codes. "Keyboard and mouse class drivers", scan code mapper. */
const SCAN_CODES = { capsLock: 0x3a, numLock: 0x45, scrollLock: 0x46 };

/** Header, number of entries (the terminator included), then the new and the old code of each key, 16 bits each. */
function scanCodeMap(keys: LockKeys): number[] {
  const entries = [...new Set(keys)].flatMap((key) => [0, 0, SCAN_CODES[key], 0]);
  return [0, 0, 0, 0, 0, 0, 0, 0, entries.length / 4 + 1, 0, 0, 0, ...entries, 0, 0, 0, 0];
}

export const FURTHER_INPUT_OPTIONS = {
  lockKeysOn: row(
    {
      fr: 'Les touches de verrouillage actives à l’ouverture de session ; les autres sont inactives',
      en: 'Lock keys that are on at the logon; the others are off',
    },
    lockKeys,
    place('logonScreen', 'Control Panel\\Keyboard', 'InitialKeyboardIndicators', indicators),
    place('defaultUser', 'Control Panel\\Keyboard', 'InitialKeyboardIndicators', indicators),
  ),
  lockKeysIgnored: row(
    { fr: 'Les touches de verrouillage sans effet', en: 'Lock keys that do nothing' },
    lockKeys,
    place('machine', 'SYSTEM\\CurrentControlSet\\Control\\Keyboard Layout', 'Scancode Map', scanCodeMap),
  ),
  sounds: row(
    { fr: 'Aucun son du système', en: 'No system sounds' },
    z.literal('none'),
    script('everyUser', 'comfort/no-sounds', 'HKCU\\AppEvents\\Schemes', () => ({})),
  ),
};
