import { ADVANCED, choice, CURRENT_VERSION, EXPLORER, flag, place, toggle } from '../option-row.js';

const CLASSES = 'Software\\Classes\\CLSID';

/** File Explorer. */
export const EXPLORER_OPTIONS = {
  fileExtensions: toggle(
    {
      fr: 'Affiche les extensions des types de fichiers connus',
      en: 'Shows the extensions of known file types',
    },
    flag('defaultUser', ADVANCED, 'HideFileExt', 0, 1),
  ),
  hiddenFiles: choice(
    {
      fr: 'Fichiers cachés : masqués, affichés, ou affichés avec les fichiers protégés du système',
      en: 'Hidden files: hidden, shown, or shown with the protected files of the system',
    },
    ['hidden', 'shown', 'shownWithSystem'],
    place('defaultUser', ADVANCED, 'Hidden', { hidden: 2, shown: 1, shownWithSystem: 1 }),
    place('defaultUser', ADVANCED, 'ShowSuperHidden', { hidden: 0, shown: 0, shownWithSystem: 1 }),
  ),
  opensWith: choice(
    { fr: 'Ce qu’affiche une nouvelle fenêtre de l’Explorateur', en: 'What a new window of Explorer shows' },
    ['thisPc', 'home', 'downloads'],
    place('defaultUser', ADVANCED, 'LaunchTo', { thisPc: 1, home: 2, downloads: 3 }),
  ),
  fullPathInTitle: toggle(
    { fr: 'Affiche le chemin complet dans le titre', en: 'Shows the whole path in the title' },
    flag('defaultUser', `${EXPLORER}\\CabinetState`, 'FullPath'),
  ),
  compactView: toggle(
    { fr: 'Moins d’espace entre les éléments', en: 'Less space between items' },
    flag('defaultUser', ADVANCED, 'UseCompactMode'),
  ),
  itemCheckBoxes: toggle(
    { fr: 'Cases à cocher devant les éléments', en: 'Check boxes beside files and folders' },
    flag('defaultUser', ADVANCED, 'AutoCheckSelect'),
  ),
  classicContextMenu: toggle(
    {
      fr: 'Le menu contextuel complet tout de suite, sans « Afficher d’autres options » (Windows 11)',
      en: 'The whole context menu at once, without "Show more options" (Windows 11)',
    },
    place('everyUser', `${CLASSES}\\{86ca1aa0-34aa-4e8b-a509-50c905bae2a2}\\InprocServer32`, '', {
      true: '',
    }),
  ),
  recentFiles: toggle(
    { fr: 'Liste les fichiers ouverts récemment', en: 'Lists files opened recently' },
    flag('defaultUser', EXPLORER, 'ShowRecent'),
  ),
  frequentFolders: toggle(
    { fr: 'Liste les dossiers ouverts souvent', en: 'Lists folders opened often' },
    flag('defaultUser', EXPLORER, 'ShowFrequent'),
  ),
  cloudFiles: toggle(
    {
      fr: 'Liste les fichiers d’Office.com parmi les récents',
      en: 'Lists files of Office.com among the recent ones',
    },
    flag('defaultUser', EXPLORER, 'ShowCloudFilesInQuickAccess'),
  ),
  gallery: toggle(
    { fr: 'La galerie dans le volet de navigation', en: 'Gallery in the navigation pane' },
    flag('everyUser', `${CLASSES}\\{e88865ea-0e1c-4e20-9aa6-edcd0212c87c}`, 'System.IsPinnedToNameSpaceTree'),
  ),
  home: toggle(
    { fr: 'L’accueil dans le volet de navigation', en: 'Home in the navigation pane' },
    flag('everyUser', `${CLASSES}\\{f874310e-b6b7-47dc-bc84-b9e6b38f5903}`, 'System.IsPinnedToNameSpaceTree'),
  ),
  navigationShowsAllFolders: toggle(
    { fr: 'Tous les dossiers dans le volet de navigation', en: 'All folders in the navigation pane' },
    flag('defaultUser', ADVANCED, 'NavPaneShowAllFolders'),
  ),
  navigationFollows: toggle(
    {
      fr: 'Le volet de navigation se développe jusqu’au dossier affiché',
      en: 'The navigation pane expands to the folder shown',
    },
    flag('defaultUser', ADVANCED, 'NavPaneExpandToCurrentFolder'),
  ),
  infoTips: toggle(
    {
      fr: 'Une info-bulle décrit l’élément sous le pointeur',
      en: 'A tooltip describes the item under the pointer',
    },
    flag('defaultUser', ADVANCED, 'ShowInfoTip'),
  ),
  separateProcesses: toggle(
    { fr: 'Chaque fenêtre dans son propre processus', en: 'Each window in a process of its own' },
    flag('defaultUser', ADVANCED, 'SeparateProcess'),
  ),
  offers: toggle(
    {
      fr: 'Les offres de OneDrive et d’autres dans l’Explorateur',
      en: 'Offers of OneDrive and others inside Explorer',
    },
    flag('defaultUser', ADVANCED, 'ShowSyncProviderNotifications'),
  ),
  copyDetails: toggle(
    { fr: 'La copie affiche ses détails dès le début', en: 'Copying shows its details from the start' },
    flag('defaultUser', `${EXPLORER}\\OperationStatusManager`, 'EnthusiastMode'),
  ),
  confirmDelete: toggle(
    {
      fr: 'Demande confirmation avant de mettre un fichier à la corbeille',
      en: 'Asks before a file goes to the recycle bin',
    },
    flag('defaultUser', `${CURRENT_VERSION}\\Policies\\Explorer`, 'ConfirmFileDelete'),
  ),
  autoPlay: toggle(
    {
      fr: 'Exécution automatique des disques et des cartes que l’on branche',
      en: 'AutoPlay of disks and cards that are plugged in',
    },
    flag('defaultUser', `${EXPLORER}\\AutoplayHandlers`, 'DisableAutoplay', 0, 1),
  ),
  snapWindows: toggle(
    { fr: 'Les fenêtres s’ancrent aux bords de l’écran', en: 'Windows snap to the edges of the screen' },
    flag('defaultUser', 'Control Panel\\Desktop', 'WindowArrangementActive', '1', '0'),
  ),
  snapLayouts: toggle(
    {
      fr: 'Choix de dispositions au survol du bouton Agrandir (Windows 11)',
      en: 'Layouts to choose from over the maximise button (Windows 11)',
    },
    flag('defaultUser', ADVANCED, 'EnableSnapAssistFlyout'),
  ),
  shakeToMinimise: toggle(
    { fr: 'Secouer une fenêtre réduit les autres', en: 'Shaking a window minimises the others' },
    flag('defaultUser', ADVANCED, 'DisallowShaking', 0, 1),
  ),
};
