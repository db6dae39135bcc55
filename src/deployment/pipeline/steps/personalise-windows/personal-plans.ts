import type { OptionPlan } from '../../../../documents/answer/index.js';
import type { WindowsPersonalise } from '../../../../documents/profile/index.js';

type Value = OptionPlan['values'][number];

const DESKTOP = 'Control Panel\\Desktop';
const CSP = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\PersonalizationCSP';
const MOUNT_POINTS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\MountPoints2';
const PRINTING = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows';

/** Where the pictures of the profile stand on the PC: every account may read them there. */
export function picturePath(sha256: string): string {
  return `C:\\Windows\\Web\\Wallpaper\\Delivered\\${sha256}.jpg`;
}

/** What is beside the rows and stands in the registry: it is set and read as they are. */
export function personalPlans(personalise: WindowsPersonalise): OptionPlan[] {
  const { drives, wallpaper, lockScreen, printers } = personalise;
  const preferred = printers.findIndex((one) => one.default);
  return [
    ...drives.map((drive, index) => plan(`windows.personalise.drives[${index}]`, driveValues(drive))),
    ...(wallpaper === undefined ? [] : [plan('windows.personalise.wallpaper', wallpaperValues(wallpaper))]),
    ...(lockScreen === undefined
      ? []
      : [plan('windows.personalise.lockScreen', lockScreenValues(lockScreen))]),
    ...(preferred < 0
      ? []
      : [plan(`windows.personalise.printers[${preferred}].default`, preferredPrinter(printers[preferred]!))]),
  ];
}

function plan(option: string, values: Value[]): OptionPlan {
  return { option, values, scripts: [], firewall: [], nodes: [] };
}

const value = (hive: Value['hive'], key: string, name: string, data: Value['data']): Value => ({
  hive,
  key,
  name,
  data,
  isRead: false,
});

/** What `net use /persistent` keeps: each account opens the drive at its logon, with its own password. */
function driveValues({ letter, path, label }: WindowsPersonalise['drives'][number]): Value[] {
  const key = `Network\\${letter}`;
  return [
    value('everyUser', key, 'RemotePath', path),
    value('everyUser', key, 'UserName', ''),
    value('everyUser', key, 'ProviderName', 'Microsoft Windows Network'),
    value('everyUser', key, 'ProviderType', 0x20000),
    value('everyUser', key, 'ConnectionType', 1),
    value('everyUser', key, 'DeferFlags', 4),
    ...(label === undefined
      ? []
      : [value('everyUser', `${MOUNT_POINTS}\\${path.replaceAll('\\', '#')}`, '_LabelFromReg', label)]),
  ];
}

/** MS Learn, "Personalization CSP": its values apply to each account; those of the accounts for editions without it. */
function wallpaperValues(sha256: string): Value[] {
  const path = picturePath(sha256);
  return [
    value('machine', CSP, 'DesktopImagePath', path),
    value('machine', CSP, 'DesktopImageUrl', path),
    value('machine', CSP, 'DesktopImageStatus', 1),
    value('everyUser', DESKTOP, 'Wallpaper', path),
    value('everyUser', DESKTOP, 'WallpaperStyle', '10'),
    value('everyUser', DESKTOP, 'TileWallpaper', '0'),
  ];
}

function lockScreenValues(sha256: string): Value[] {
  const path = picturePath(sha256);
  return [
    value('machine', CSP, 'LockScreenImagePath', path),
    value('machine', CSP, 'LockScreenImageUrl', path),
    value('machine', CSP, 'LockScreenImageStatus', 1),
  ];
}

/** Otherwise Windows takes the printer that was used last. A shared printer is called by its path. */
function preferredPrinter({ name, uri }: WindowsPersonalise['printers'][number]): Value[] {
  const called = uri.startsWith('\\\\') ? uri : name;
  return [
    value('everyUser', PRINTING, 'Device', `${called},winspool,Ne00:`),
    value('everyUser', PRINTING, 'LegacyDefaultPrinterMode', 1),
  ];
}
