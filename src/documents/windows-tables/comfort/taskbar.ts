import { ADVANCED, choice, CURRENT_VERSION, flag, place, toggle, WINDOWS_POLICIES } from '../option-row.js';

export const TASKBAR_OPTIONS = {
  alignment: choice(
    { fr: 'Position des boutons (Windows 11)', en: 'Position of the buttons (Windows 11)' },
    ['left', 'center'],
    place('defaultUser', ADVANCED, 'TaskbarAl', { left: 0, center: 1 }),
  ),
  search: choice(
    { fr: 'La recherche dans la barre des tâches', en: 'Search in the taskbar' },
    ['hidden', 'icon', 'box', 'iconAndLabel'],
    place('defaultUser', `${CURRENT_VERSION}\\Search`, 'SearchboxTaskbarMode', {
      hidden: 0,
      icon: 1,
      box: 2,
      iconAndLabel: 3,
    }),
  ),
  taskView: toggle(
    { fr: 'Bouton Vue des tâches', en: 'Task View button' },
    flag('defaultUser', ADVANCED, 'ShowTaskViewButton'),
  ),
  widgets: toggle(
    {
      fr: 'Widgets (Windows 11), actualités et centres d’intérêt (Windows 10)',
      en: 'Widgets (Windows 11), news and interests (Windows 10)',
    },
    flag('machine', 'SOFTWARE\\Policies\\Microsoft\\Dsh', 'AllowNewsAndInterests'),
    flag('machine', `${WINDOWS_POLICIES}\\Windows Feeds`, 'EnableFeeds'),
  ),
  chat: toggle(
    { fr: 'Bouton Conversation (Windows 11)', en: 'Chat button (Windows 11)' },
    flag('machine', `${WINDOWS_POLICIES}\\Windows Chat`, 'ChatIcon', 1, 3),
    flag('defaultUser', ADVANCED, 'TaskbarMn'),
  ),
  copilot: toggle(
    { fr: 'Bouton Copilot', en: 'Copilot button' },
    flag('defaultUser', ADVANCED, 'ShowCopilotButton'),
  ),
  meetNow: toggle(
    { fr: 'Bouton Démarrer une réunion (Windows 10)', en: 'Meet Now button (Windows 10)' },
    flag('machine', `${CURRENT_VERSION}\\Policies\\Explorer`, 'HideSCAMeetNow', 0, 1),
  ),
  people: toggle(
    { fr: 'Bouton Contacts (Windows 10)', en: 'People button (Windows 10)' },
    flag('defaultUser', `${ADVANCED}\\People`, 'PeopleBand'),
  ),
  combine: choice(
    { fr: 'Les fenêtres d’un programme sous un seul bouton', en: 'Windows of one program under one button' },
    ['always', 'whenFull', 'never'],
    place('defaultUser', ADVANCED, 'TaskbarGlomLevel', { always: 0, whenFull: 1, never: 2 }),
    place('defaultUser', ADVANCED, 'MMTaskbarGlomLevel', { always: 0, whenFull: 1, never: 2 }),
  ),
  onAllScreens: toggle(
    { fr: 'Une barre des tâches sur chaque écran', en: 'A taskbar on every screen' },
    flag('defaultUser', ADVANCED, 'MMTaskbarEnabled'),
  ),
  badges: toggle(
    { fr: 'Badges sur les boutons', en: 'Badges on the buttons' },
    flag('defaultUser', ADVANCED, 'TaskbarBadges'),
  ),
  endTask: toggle(
    {
      fr: '« Fin de tâche » dans le menu d’un bouton (Windows 11)',
      en: '"End task" in the menu of a button (Windows 11)',
    },
    flag('defaultUser', `${ADVANCED}\\TaskbarDeveloperSettings`, 'TaskbarEndTask'),
  ),
  clockSeconds: toggle(
    { fr: 'Les secondes de l’horloge', en: 'Seconds on the clock' },
    flag('defaultUser', ADVANCED, 'ShowSecondsInSystemClock'),
  ),
  showDesktopCorner: toggle(
    { fr: 'Le coin de la barre affiche le bureau', en: 'The corner of the taskbar shows the desktop' },
    flag('defaultUser', ADVANCED, 'TaskbarSd'),
  ),
  inkWorkspace: toggle(
    { fr: 'Bouton du menu Stylet', en: 'Pen menu button' },
    flag('defaultUser', `${CURRENT_VERSION}\\PenWorkspace`, 'PenWorkspaceButtonDesiredVisibility'),
  ),
  touchKeyboardButton: toggle(
    { fr: 'Bouton du clavier tactile', en: 'Touch keyboard button' },
    flag('defaultUser', 'Software\\Microsoft\\TabletTip\\1.7', 'TipbandDesiredVisibility'),
  ),
};

export const START_OPTIONS = {
  layout: choice(
    {
      fr: 'Plus d’épingles ou plus de recommandations (Windows 11)',
      en: 'More pins or more recommendations (Windows 11)',
    },
    ['default', 'morePins', 'moreRecommendations'],
    place('defaultUser', ADVANCED, 'Start_Layout', { default: 0, morePins: 1, moreRecommendations: 2 }),
  ),
  recommended: toggle(
    {
      fr: 'La section Recommandé (Windows 11 Entreprise et Éducation)',
      en: 'The recommended section (Windows 11 Enterprise and Education)',
    },
    flag('machine', `${WINDOWS_POLICIES}\\Explorer`, 'HideRecommendedSection', 0, 1),
  ),
  suggestions: toggle(
    {
      fr: 'Conseils et nouvelles applications parmi les recommandations',
      en: 'Tips and new apps among the recommendations',
    },
    flag('defaultUser', ADVANCED, 'Start_IrisRecommendations'),
  ),
  recentlyAdded: toggle(
    { fr: 'Applications ajoutées récemment', en: 'Apps added recently' },
    flag('machine', `${WINDOWS_POLICIES}\\Explorer`, 'HideRecentlyAddedApps', 0, 1),
  ),
  mostUsed: toggle(
    { fr: 'Applications les plus utilisées', en: 'Apps used most' },
    flag('machine', `${WINDOWS_POLICIES}\\Explorer`, 'ShowOrHideMostUsedApps', 1, 2),
  ),
  recentDocuments: toggle(
    {
      fr: 'Fichiers ouverts récemment, dans Démarrer et les listes de raccourcis',
      en: 'Files opened recently, in Start and in jump lists',
    },
    flag('defaultUser', ADVANCED, 'Start_TrackDocs'),
  ),
  accountNotifications: toggle(
    { fr: 'Notifications liées au compte', en: 'Notifications about the account' },
    flag('defaultUser', ADVANCED, 'Start_AccountNotifications'),
  ),
};

export const SEARCH_OPTIONS = {
  webResults: toggle(
    { fr: 'Résultats de Bing dans la recherche de Démarrer', en: 'Results of Bing in the search of Start' },
    flag('defaultUser', `${WINDOWS_POLICIES}\\Explorer`, 'DisableSearchBoxSuggestions', 0, 1),
    flag('defaultUser', `${CURRENT_VERSION}\\Search`, 'BingSearchEnabled'),
  ),
  highlights: toggle(
    { fr: 'Images et sujets du jour dans la recherche', en: 'Pictures and stories of the day in search' },
    flag('machine', `${WINDOWS_POLICIES}\\Windows Search`, 'EnableDynamicContentInWSB'),
  ),
  cloudContent: toggle(
    {
      fr: 'Résultats du compte Microsoft et de l’organisation',
      en: 'Results from the Microsoft account and the organisation',
    },
    flag('defaultUser', `${CURRENT_VERSION}\\SearchSettings`, 'IsMSACloudSearchEnabled'),
    flag('defaultUser', `${CURRENT_VERSION}\\SearchSettings`, 'IsAADCloudSearchEnabled'),
  ),
  history: toggle(
    { fr: 'Garde l’historique des recherches sur ce PC', en: 'Keeps the history of searches on this PC' },
    flag('defaultUser', `${CURRENT_VERSION}\\SearchSettings`, 'IsDeviceSearchHistoryEnabled'),
  ),
};
