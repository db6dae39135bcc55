import {
  ADVANCED,
  choice,
  CURRENT_VERSION,
  flag,
  place,
  POLICIES,
  toggle,
  WINDOWS_POLICIES,
} from '../option-row.js';

const CONTENT = `${CURRENT_VERSION}\\ContentDeliveryManager`;
const CLOUD = `${WINDOWS_POLICIES}\\CloudContent`;
const AI = `${WINDOWS_POLICIES}\\WindowsAI`;

/** Data that Windows sends to Microsoft, and suggestions that Windows shows. */
export const PRIVACY_OPTIONS = {
  telemetry: choice(
    {
      fr: 'Données de diagnostic ; seules les éditions Entreprise, Éducation et Server obéissent à off',
      en: 'Diagnostic data; only Enterprise, Education and Server obey off',
    },
    ['off', 'required', 'enhanced', 'full'],
    place('machine', `${WINDOWS_POLICIES}\\DataCollection`, 'AllowTelemetry', {
      off: 0,
      required: 1,
      enhanced: 2,
      full: 3,
    }),
  ),
  advertisingId: toggle(
    { fr: 'Un identifiant publicitaire pour chaque compte', en: 'An advertising ID for each account' },
    flag('machine', `${WINDOWS_POLICIES}\\AdvertisingInfo`, 'DisabledByGroupPolicy', 0, 1),
  ),
  activityHistory: toggle(
    { fr: 'Historique des activités', en: 'Activity history' },
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'EnableActivityFeed'),
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'PublishUserActivities'),
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'UploadUserActivities'),
  ),
  location: toggle(
    { fr: 'Localisation du PC', en: 'Location of the PC' },
    flag('machine', `${WINDOWS_POLICIES}\\LocationAndSensors`, 'DisableLocation', 0, 1),
  ),
  findMyDevice: toggle(
    { fr: 'Localiser mon appareil', en: 'Find my device' },
    flag('machine', `${POLICIES}\\FindMyDevice`, 'AllowFindMyDevice'),
  ),
  consumerFeatures: toggle(
    {
      fr: 'Applications et offres que Windows installe de lui-même',
      en: 'Apps and offers that Windows installs by itself',
    },
    flag('machine', CLOUD, 'DisableWindowsConsumerFeatures', 0, 1),
    flag('defaultUser', CONTENT, 'SilentInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'PreInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'OemPreInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'ContentDeliveryAllowed'),
    flag('defaultUser', CONTENT, 'FeatureManagementEnabled'),
  ),
  appSuggestions: toggle(
    {
      fr: 'Applications suggérées dans Démarrer et dans Paramètres',
      en: 'Suggested apps in Start and in Settings',
    },
    flag('machine', CLOUD, 'DisableCloudOptimizedContent', 0, 1),
    flag('defaultUser', CONTENT, 'SystemPaneSuggestionsEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338388Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338393Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-353694Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-353696Enabled'),
  ),
  tips: toggle(
    {
      fr: 'Conseils et astuces, et l’accueil après une mise à jour',
      en: 'Tips and tricks, and the welcome after an update',
    },
    flag('machine', CLOUD, 'DisableSoftLanding', 0, 1),
    flag('defaultUser', CONTENT, 'SoftLandingEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338389Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-310093Enabled'),
    flag('defaultUser', `${CURRENT_VERSION}\\UserProfileEngagement`, 'ScoobeSystemSettingEnabled'),
  ),
  lockScreenFacts: toggle(
    { fr: 'Anecdotes et conseils sur l’écran de verrouillage', en: 'Fun facts and tips on the lock screen' },
    flag('defaultUser', CONTENT, 'RotatingLockScreenOverlayEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338387Enabled'),
  ),
  feedback: toggle(
    { fr: 'Demande des commentaires', en: 'Asks for feedback' },
    flag('machine', `${WINDOWS_POLICIES}\\DataCollection`, 'DoNotShowFeedbackNotifications', 0, 1),
    place('defaultUser', 'Software\\Microsoft\\Siuf\\Rules', 'NumberOfSIUFInPeriod', {
      true: null,
      false: 0,
    }),
  ),
  tailoredExperiences: toggle(
    { fr: 'Offres selon les données de diagnostic', en: 'Offers according to diagnostic data' },
    flag('defaultUser', `${CURRENT_VERSION}\\Privacy`, 'TailoredExperiencesWithDiagnosticDataEnabled'),
  ),
  inkingAndTyping: toggle(
    { fr: 'Apprend de ce qui est tapé et écrit à la main', en: 'Learns from what is typed and handwritten' },
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization', 'RestrictImplicitInkCollection', 0, 1),
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization', 'RestrictImplicitTextCollection', 0, 1),
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization\\TrainedDataStore', 'HarvestContacts'),
    flag('defaultUser', 'Software\\Microsoft\\Personalization\\Settings', 'AcceptedPrivacyPolicy'),
  ),
  onlineSpeech: toggle(
    { fr: 'Reconnaissance vocale en ligne de Microsoft', en: 'Online speech recognition by Microsoft' },
    flag('defaultUser', 'Software\\Microsoft\\Speech_OneCore\\Settings\\OnlineSpeechPrivacy', 'HasAccepted'),
  ),
  languageListForWebsites: toggle(
    { fr: 'Les sites web peuvent voir la liste des langues', en: 'Web sites may see the list of languages' },
    flag('defaultUser', 'Control Panel\\International\\User Profile', 'HttpAcceptLanguageOptOut', 0, 1),
  ),
  appLaunchTracking: toggle(
    { fr: 'Retient les programmes lancés', en: 'Tracks which programs are started' },
    flag('defaultUser', ADVANCED, 'Start_TrackProgs'),
  ),
  firstLogonQuestions: toggle(
    {
      fr: 'Pose à chaque compte les questions de confidentialité à sa première ouverture de session',
      en: 'Asks each account about privacy at its first logon',
    },
    flag('machine', `${WINDOWS_POLICIES}\\OOBE`, 'DisablePrivacyExperience', 0, 1),
  ),
  clipboardHistory: toggle(
    { fr: 'Conserve un historique du presse-papiers', en: 'Keeps a history of the clipboard' },
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'AllowClipboardHistory'),
  ),
  settingsSync: toggle(
    {
      fr: 'Synchronise les paramètres entre les PC d’un compte Microsoft',
      en: 'Synchronises settings between the PCs of a Microsoft account',
    },
    flag('machine', `${WINDOWS_POLICIES}\\SettingSync`, 'DisableSettingSync', 0, 2),
  ),
};

/** Assistants. */
export const ASSISTANT_OPTIONS = {
  cortana: toggle(
    { fr: 'L’assistant Cortana', en: 'The assistant Cortana' },
    flag('machine', `${WINDOWS_POLICIES}\\Windows Search`, 'AllowCortana'),
  ),
  copilot: toggle(
    { fr: 'Copilot de Windows', en: 'Copilot of Windows' },
    flag('machine', `${WINDOWS_POLICIES}\\WindowsCopilot`, 'TurnOffWindowsCopilot', 0, 1),
    flag('defaultUser', `${WINDOWS_POLICIES}\\WindowsCopilot`, 'TurnOffWindowsCopilot', 0, 1),
  ),
  recall: toggle(
    {
      fr: 'Recall peut garder des captures de l’écran (PC Copilot+)',
      en: 'Recall may keep captures of the screen (Copilot+ PCs)',
    },
    flag('machine', AI, 'DisableAIDataAnalysis', 0, 1),
    flag('machine', AI, 'AllowRecallEnablement'),
  ),
  clickToDo: toggle(
    {
      fr: 'Click to Do, actions sur ce qui est à l’écran (PC Copilot+)',
      en: 'Click to Do, actions on what is on the screen (Copilot+ PCs)',
    },
    flag('machine', AI, 'DisableClickToDo', 0, 1),
  ),
};
