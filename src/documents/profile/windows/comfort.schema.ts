import { z } from 'zod';
import { APPS, COMFORT_OPTIONS, CURRENT_VERSION, FEATURES } from '../../windows-tables/index.js';
import {
  edge,
  effects,
  explorer,
  power,
  start,
  taskbar,
  theme,
  timeServers,
  updates,
} from './comfort-parts.schema.js';
import { featureName, packageFamily } from './comfort-text.js';
import { option } from './option.js';
import { optionShape } from './option-shape.js';

const KEYBOARD = 'Control Panel\\Keyboard InitialKeyboardIndicators';
const LOCK_KEYS = ['capsLock', 'numLock', 'scrollLock'] as const;

const input = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.input),
  lockKeysOn: option(
    z.array(z.enum(LOCK_KEYS)),
    'Lock keys that are on at the logon; the others are off',
    `script system HKU\\.DEFAULT\\${KEYBOARD}`,
    `script defaultUser HKCU\\${KEYBOARD}`,
  ).optional(),
  lockKeysIgnored: option(
    z.array(z.enum(LOCK_KEYS)),
    'Lock keys that do nothing',
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Control\\Keyboard Layout Scancode Map',
  ).optional(),
  sounds: option(
    z.literal('none'),
    'No system sounds',
    'script everyUser HKCU\\AppEvents\\Schemes',
  ).optional(),
});

const system = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.system),
  systemRestore: option(
    z.boolean(),
    'Restore points',
    'specialize Microsoft-Windows-SystemRestore-Main DisableSR',
  ).optional(),
  errorReporting: option(
    z.boolean(),
    'Reports errors to Microsoft',
    'specialize Microsoft-Windows-ErrorReportingCore DisableWER',
  ).optional(),
  improvementProgram: option(
    z.boolean(),
    'Customer experience improvement program',
    'specialize Microsoft-Windows-SQMAPI CEIPEnabled',
  ).optional(),
  timeServers: option(
    timeServers,
    'Servers that the clock follows',
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters NtpServer',
  ).optional(),
  oneDrive: option(
    z.literal(false),
    'OneDrive is taken away: it is set up for no account',
    'script system C:\\Windows\\System32\\OneDriveSetup.exe',
    `script defaultUser HKCU\\${CURRENT_VERSION}\\Run OneDriveSetup`,
  ).optional(),
  appsBroughtByUpdates: option(
    z.literal(false),
    'Windows Update does not bring Outlook, Dev Home and the like at the first start',
    'script system HKLM\\SOFTWARE\\Microsoft\\WindowsUpdate\\Orchestrator\\UScheduler_Oobe',
  ).optional(),
  windowsOld: option(
    z.literal(false),
    'What an earlier Windows left is deleted',
    'script firstLogon C:\\Windows.old',
  ).optional(),
  legacyJunctions: option(
    z.literal(false),
    'The links with the folder names of Windows XP are deleted: C:\\Documents and Settings…',
    'script system C:\\, C:\\ProgramData, C:\\Users\\Default',
    'script everyUser %USERPROFILE%',
  ).optional(),
  guestTools: option(
    z.array(z.enum(['virtualBox', 'vmware', 'virtio', 'parallels'])),
    'The tools of a virtual machine, when their disc is in a drive',
    'script system VBoxWindowsAdditions.exe, setup.exe of VMware Tools, virtio-win-guest-tools.exe, PTAgent.exe',
  ).optional(),
});

export const comfort = z.strictObject({
  explorer: explorer.optional().describe('Explorer, its windows and the desktop'),
  taskbar: taskbar.optional().describe('Taskbar'),
  start: start.optional().describe('Start'),
  search: z.strictObject(optionShape(COMFORT_OPTIONS.search)).optional().describe('Search'),
  edge: edge.optional().describe('Microsoft Edge'),
  effects: effects.optional(),
  theme: theme.optional().describe('Colours and pictures'),
  privacy: z.strictObject(optionShape(COMFORT_OPTIONS.privacy)).optional().describe('Privacy and offers'),
  assistants: z.strictObject(optionShape(COMFORT_OPTIONS.assistants)).optional().describe('Assistants'),
  updates: updates.optional().describe('Windows Update'),
  power: power.optional().describe('Power'),
  system: system.optional().describe('The system itself'),
  input: input.optional().describe('Keyboard, mouse and sound'),
  removeApps: option(
    z.array(z.enum(Object.keys(APPS) as [keyof typeof APPS, ...(keyof typeof APPS)[]])),
    'Apps of Windows that are removed, for every account to come',
    'script system Remove-AppxProvisionedPackage, Remove-WindowsCapability, Disable-WindowsOptionalFeature',
  ).optional(),
  removePackages: option(
    z.array(packageFamily),
    'Further apps that are removed, by the name of their package: Contoso.App',
    'script system Remove-AppxProvisionedPackage',
  ).optional(),
  features: z
    .strictObject({
      enable: option(
        z.array(featureOrName()),
        'Optional features and capabilities that are added',
        'script system Enable-WindowsOptionalFeature, Add-WindowsCapability',
      ).optional(),
      disable: option(
        z.array(featureOrName()),
        'Optional features and capabilities that are taken away',
        'script system Disable-WindowsOptionalFeature, Remove-WindowsCapability',
      ).optional(),
    })
    .optional()
    .describe('Optional features of Windows, by a usual word (wsl) or by their name for DISM'),
});

/** A usual word, or the name that DISM knows. */
function featureOrName() {
  return z.union([
    z.enum(Object.keys(FEATURES) as [keyof typeof FEATURES, ...(keyof typeof FEATURES)[]]),
    featureName,
  ]);
}
