import { z } from 'zod';
import { expecting } from '../expected.js';
import { line, sha256 } from '../names.js';
import { bundleId, flag, teamId, text, webAddress, whole } from './apple-text.js';

export const fileVault = z.strictObject({
  bypassAttempts: whole(-1, 9_999, 'Logins at which the user may put it off; 0 by default, -1 for ever'),
  askAtLogout: flag('Asked at logout too'),
  duringSetup: flag('Turned on in Setup Assistant'),
  showRecoveryKey: flag('The user sees the recovery key; not when it is escrowed, by default'),
  deviceKey: line.optional().describe('What help shows to find the key by; the serial number without it'),
  destroyKeyOnStandby: flag('The key leaves the memory when the Mac sleeps'),
});

export const firewall = z.strictObject({
  enabled: z.boolean().describe('The firewall is on'),
  blockAllIncoming: flag('Every incoming connection is refused'),
  stealth: flag('Probes are not answered'),
  allowSigned: flag('Built-in signed software may receive'),
  allowSignedApps: flag('Downloaded signed software may receive'),
  apps: z
    .array(
      z.strictObject({ bundleId: bundleId.describe('App'), allowed: z.boolean().describe('May receive') }),
    )
    .max(200)
    .optional()
    .describe('Apps by name'),
});

export const gatekeeper = z.strictObject({
  enabled: flag('Apps are assessed'),
  identifiedDevelopers: flag('Apps of known developers are allowed'),
  userOverride: flag('The user may open an app all the same'),
  malwareUpload: flag('Malware that was found is sent to Apple'),
});

export const softwareUpdate = z.strictObject({
  securityUpdates: flag('Security responses and system data install themselves'),
  administratorsOnly: flag('Only administrators install updates'),
  deferOtherDays: whole(0, 90, 'Days by which updates other than the system’s wait'),
});

const accounts = z.array(line).max(200).optional();

export const loginWindow = z.strictObject({
  message: text.optional().describe('What is written under the fields'),
  nameAndPassword: flag('Fields for a name and a password, not a list of users'),
  hideLocalUsers: flag('Local users are not listed'),
  hideMobileAccounts: flag('Mobile accounts are not listed'),
  hideAdministrators: flag('Administrators are not listed'),
  showNetworkUsers: flag('Network users are listed'),
  showOther: flag('“Other…” is listed'),
  hostInfo: z
    .enum(['HostName', 'SystemVersion', 'IPAddress'])
    .optional()
    .describe('What a click on the clock shows'),
  inputMenu: flag('The menu of keyboards is shown'),
  shutDown: flag('Shut Down: false removes it'),
  restart: flag('Restart: false removes it'),
  sleep: flag('Sleep: false removes it'),
  console: flag('>console: false refuses it'),
  fileVaultAutoLogin: flag('Whoever unlocks the disk is logged in'),
  lockScreen: flag('Lock Screen: false removes it'),
  logOut: flag('Log Out: false removes it'),
  allowed: accounts.describe('UUIDs of users and groups that may log in'),
  denied: accounts.describe('UUIDs of users and groups that may not'),
});

const power = z
  .strictObject({
    displaySleepMinutes: whole(0, 180, 'Minutes until the display sleeps; 0 never'),
    diskSleepMinutes: whole(0, 180, 'Minutes until disks sleep; 0 never'),
    systemSleepMinutes: whole(0, 180, 'Minutes until the Mac sleeps; 0 never'),
    wakeOnLan: flag('Woken by the network'),
    restartAfterPowerLoss: flag('Starts again after a power cut'),
  })
  .optional();

export const energy = z.strictObject({
  desktop: power.describe('Desktops'),
  laptop: power.describe('Laptops on the mains'),
  battery: power.describe('Laptops on their battery'),
  sleepDisabled: flag('The Mac never sleeps'),
});

export const printer = z.strictObject({
  address: line.describe('Address or name'),
  path: line.describe('Resource: ipp/print'),
  port: z.number().int().min(0).max(65_535).optional().describe('iPhone: port'),
  tls: flag('iPhone: only over TLS'),
});

export const notification = z.strictObject({
  bundleId: bundleId.describe('App'),
  enabled: flag('Notifications at all'),
  notificationCentre: flag('In Notification Centre'),
  lockScreen: flag('On the lock screen'),
  alert: z.enum(['none', 'banner', 'modal']).optional().describe('How they appear'),
  badges: flag('Badges'),
  sounds: flag('Sounds'),
  critical: flag('Critical alerts, which ignore silence'),
  carPlay: flag('iPhone: in CarPlay'),
  grouping: z.enum(['automatic', 'app', 'off']).optional().describe('iPhone: how they are grouped'),
  preview: z.enum(['always', 'unlocked', 'never']).optional().describe('iPhone: when their text shows'),
});

const app = z.strictObject({ app: bundleId.describe('An app') });
const clip = z.strictObject({
  webClip: webAddress(['http', 'https']).describe('A web clip, by its address'),
});
const folder = z.strictObject({
  folder: line.describe('A folder'),
  pages: z
    .array(z.array(z.union([app, clip])).max(50))
    .max(20)
    .describe('Its pages'),
});
const icon = z.union([app, clip, folder]);

export const homeScreen = z.strictObject({
  dock: z.array(icon).max(6).optional().describe('The dock'),
  pages: z.array(z.array(icon).max(50)).max(20).describe('The pages'),
});

export const dock = z.strictObject({
  apps: z.array(line).max(50).optional().describe('Paths of apps: /Applications/Safari.app'),
  folders: z.array(line).max(20).optional().describe('Paths of folders'),
  links: z
    .array(
      z.strictObject({
        title: line.describe('Title'),
        url: webAddress(['http', 'https']).describe('Address'),
      }),
    )
    .max(20)
    .optional()
    .describe('Addresses'),
  onlyThese: flag('Nothing of the user’s own beside them'),
  locked: flag('The user changes nothing of it'),
  size: whole(16, 128, 'Size of icons'),
  magnification: flag('Icons grow under the pointer'),
  magnifiedSize: whole(16, 128, 'Size of a grown icon'),
  position: z.enum(['bottom', 'left', 'right']).optional().describe('Edge of the screen'),
  effect: z.enum(['genie', 'scale']).optional().describe('How windows minimise'),
  autoHide: flag('Hidden until pointed at'),
  recents: flag('Recent apps are shown'),
  minimizeToApp: flag('Windows minimise into their app’s icon'),
});

export const PRIVACY_SERVICES = [
  'AddressBook',
  'Calendar',
  'Reminders',
  'Photos',
  'Camera',
  'Microphone',
  'Accessibility',
  'PostEvent',
  'SystemPolicyAllFiles',
  'SystemPolicySysAdminFiles',
  'AppleEvents',
  'MediaLibrary',
  'FileProviderPresence',
  'ListenEvent',
  'ScreenCapture',
  'SpeechRecognition',
  'SystemPolicyDesktopFolder',
  'SystemPolicyDocumentsFolder',
  'SystemPolicyDownloadsFolder',
  'SystemPolicyNetworkVolumes',
  'SystemPolicyRemovableVolumes',
  'SystemPolicyAppBundles',
  'SystemPolicyAppData',
  'BluetoothAlways',
] as const;

export const privacy = z
  .strictObject({
    service: z.enum(PRIVACY_SERVICES).describe('What is asked for, by Apple’s name'),
    app: line.describe('Bundle identifier, or path of a program'),
    requirement: text.describe('Code requirement: codesign -dr -'),
    access: z
      .enum(['allow', 'deny', 'user'])
      .describe('`user`: people without administrators’ rights may decide'),
    staticCode: flag('The code on the disk is checked'),
    comment: line.optional().describe('A remark'),
    receiver: z
      .strictObject({
        app: line.describe('Bundle identifier or path'),
        requirement: text.describe('Code requirement'),
      })
      .optional()
      .describe('AppleEvents: who receives the events'),
  })
  .refine(
    ({ access, service }) => access !== 'user' || service === 'ListenEvent' || service === 'ScreenCapture',
    {
      path: ['access'],
      error: expecting(
        'allow ou deny ; user pour ListenEvent et ScreenCapture seulement',
        'allow or deny; user for ListenEvent and ScreenCapture only',
      ),
    },
  );

const byTeam = z.record(teamId, z.array(bundleId).max(100)).optional();

export const systemExtensions = z.strictObject({
  userOverrides: flag('Users may approve others'),
  teams: z.array(teamId).max(100).optional().describe('Teams whose every extension is allowed'),
  allowed: byTeam.describe('Extensions that are allowed, by team'),
  types: z
    .record(teamId, z.array(z.enum(['DriverExtension', 'NetworkExtension', 'EndpointSecurityExtension'])))
    .optional()
    .describe('Types that are allowed, by team'),
  removable: byTeam.describe('Extensions that may remove themselves, by team'),
});

export const appLock = z.strictObject({
  app: bundleId.describe('The only app'),
  touch: flag('The screen: false disables it'),
  rotation: flag('Rotation: false disables it'),
  volumeButtons: flag('Volume buttons: false disables them'),
  ringerSwitch: flag('Ringer switch: false disables it'),
  sleepButton: flag('Sleep button: false disables it'),
  autoLock: flag('Sleep when idle: false disables it'),
  voiceOver: flag('VoiceOver is on'),
  zoom: flag('Zoom is on'),
  invertColors: flag('Colours are inverted'),
  assistiveTouch: flag('AssistiveTouch is on'),
  monoAudio: flag('Mono audio is on'),
});

export const font = z.strictObject({
  name: line.describe('Name that is shown'),
  sha256: sha256.describe('The .ttf or .otf file among the payloads'),
});

export const wallpaper = z.strictObject({
  path: line.optional().describe('Mac: path of a picture that is already there'),
  sha256: sha256.optional().describe('Supervised iPhone: the picture among the payloads'),
});

export const screenSaver = z.strictObject({
  module: line.describe('Name of the screen saver'),
  path: line.optional().describe('Path of its bundle'),
  afterMinutes: whole(0, 600, 'Minutes until it starts; 0 never'),
  askPasswordAfterSeconds: whole(0, 14_400, 'Seconds after which the password is asked'),
  loginWindowAfterMinutes: whole(0, 600, 'The same at the login window'),
});
