import { ADVANCED, choice, CURRENT_VERSION, EXPLORER, flag, place, toggle } from '../option-row.js';

const CLASSES = 'Software\\Classes\\CLSID';

/** Explorer and its windows. */
export const EXPLORER_OPTIONS = {
  fileExtensions: toggle(
    'Shows the extensions of known file types',
    flag('defaultUser', ADVANCED, 'HideFileExt', 0, 1),
  ),
  hiddenFiles: choice(
    'Hidden files: hidden, shown, or shown with the protected files of the system',
    ['hidden', 'shown', 'shownWithSystem'],
    place('defaultUser', ADVANCED, 'Hidden', { hidden: 2, shown: 1, shownWithSystem: 1 }),
    place('defaultUser', ADVANCED, 'ShowSuperHidden', { hidden: 0, shown: 0, shownWithSystem: 1 }),
  ),
  opensWith: choice(
    'What a new window of Explorer shows',
    ['thisPc', 'home', 'downloads'],
    place('defaultUser', ADVANCED, 'LaunchTo', { thisPc: 1, home: 2, downloads: 3 }),
  ),
  fullPathInTitle: toggle(
    'Shows the whole path in the title',
    flag('defaultUser', `${EXPLORER}\\CabinetState`, 'FullPath'),
  ),
  compactView: toggle('Less space between items', flag('defaultUser', ADVANCED, 'UseCompactMode')),
  itemCheckBoxes: toggle('Boxes to tick in front of items', flag('defaultUser', ADVANCED, 'AutoCheckSelect')),
  classicContextMenu: toggle(
    'The whole context menu at once, without "Show more options" (Windows 11)',
    place('everyUser', `${CLASSES}\\{86ca1aa0-34aa-4e8b-a509-50c905bae2a2}\\InprocServer32`, '', {
      true: '',
    }),
  ),
  recentFiles: toggle('Lists files opened lately', flag('defaultUser', EXPLORER, 'ShowRecent')),
  frequentFolders: toggle('Lists folders opened often', flag('defaultUser', EXPLORER, 'ShowFrequent')),
  cloudFiles: toggle(
    'Lists files of Office.com among the recent ones',
    flag('defaultUser', EXPLORER, 'ShowCloudFilesInQuickAccess'),
  ),
  gallery: toggle(
    'Gallery in the navigation pane',
    flag('everyUser', `${CLASSES}\\{e88865ea-0e1c-4e20-9aa6-edcd0212c87c}`, 'System.IsPinnedToNameSpaceTree'),
  ),
  home: toggle(
    'Home in the navigation pane',
    flag('everyUser', `${CLASSES}\\{f874310e-b6b7-47dc-bc84-b9e6b38f5903}`, 'System.IsPinnedToNameSpaceTree'),
  ),
  navigationShowsAllFolders: toggle(
    'All folders in the navigation pane',
    flag('defaultUser', ADVANCED, 'NavPaneShowAllFolders'),
  ),
  navigationFollows: toggle(
    'The navigation pane opens as far as the folder shown',
    flag('defaultUser', ADVANCED, 'NavPaneExpandToCurrentFolder'),
  ),
  infoTips: toggle(
    'A box that describes the item under the pointer',
    flag('defaultUser', ADVANCED, 'ShowInfoTip'),
  ),
  separateProcesses: toggle(
    'Each window in a process of its own',
    flag('defaultUser', ADVANCED, 'SeparateProcess'),
  ),
  offers: toggle(
    'Offers of OneDrive and others inside Explorer',
    flag('defaultUser', ADVANCED, 'ShowSyncProviderNotifications'),
  ),
  copyDetails: toggle(
    'Copying shows its details from the start',
    flag('defaultUser', `${EXPLORER}\\OperationStatusManager`, 'EnthusiastMode'),
  ),
  confirmDelete: toggle(
    'Asks before a file goes to the recycle bin',
    flag('defaultUser', `${CURRENT_VERSION}\\Policies\\Explorer`, 'ConfirmFileDelete'),
  ),
  autoPlay: toggle(
    'AutoPlay of disks and cards that are plugged in',
    flag('defaultUser', `${EXPLORER}\\AutoplayHandlers`, 'DisableAutoplay', 0, 1),
  ),
  snapWindows: toggle(
    'Windows snap to the edges of the screen',
    flag('defaultUser', 'Control Panel\\Desktop', 'WindowArrangementActive', '1', '0'),
  ),
  snapLayouts: toggle(
    'Layouts to choose from over the maximise button (Windows 11)',
    flag('defaultUser', ADVANCED, 'EnableSnapAssistFlyout'),
  ),
  shakeToMinimise: toggle(
    'Shaking a window minimises the others',
    flag('defaultUser', ADVANCED, 'DisallowShaking', 0, 1),
  ),
};
