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

/** What Windows tells Microsoft and what it offers of its own accord. */
export const PRIVACY_OPTIONS = {
  telemetry: choice(
    'Diagnostic data; off is obeyed by Enterprise, Education and Server alone',
    ['off', 'required', 'enhanced', 'full'],
    place('machine', `${WINDOWS_POLICIES}\\DataCollection`, 'AllowTelemetry', {
      off: 0,
      required: 1,
      enhanced: 2,
      full: 3,
    }),
  ),
  advertisingId: toggle(
    'An advertising identity of each account',
    flag('machine', `${WINDOWS_POLICIES}\\AdvertisingInfo`, 'DisabledByGroupPolicy', 0, 1),
  ),
  activityHistory: toggle(
    'Activity history',
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'EnableActivityFeed'),
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'PublishUserActivities'),
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'UploadUserActivities'),
  ),
  location: toggle(
    'Location',
    flag('machine', `${WINDOWS_POLICIES}\\LocationAndSensors`, 'DisableLocation', 0, 1),
  ),
  findMyDevice: toggle('Find my device', flag('machine', `${POLICIES}\\FindMyDevice`, 'AllowFindMyDevice')),
  consumerFeatures: toggle(
    'Apps and offers that Windows installs of its own accord',
    flag('machine', CLOUD, 'DisableWindowsConsumerFeatures', 0, 1),
    flag('defaultUser', CONTENT, 'SilentInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'PreInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'OemPreInstalledAppsEnabled'),
    flag('defaultUser', CONTENT, 'ContentDeliveryAllowed'),
    flag('defaultUser', CONTENT, 'FeatureManagementEnabled'),
  ),
  appSuggestions: toggle(
    'Suggested apps in Start and in Settings',
    flag('machine', CLOUD, 'DisableCloudOptimizedContent', 0, 1),
    flag('defaultUser', CONTENT, 'SystemPaneSuggestionsEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338388Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338393Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-353694Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-353696Enabled'),
  ),
  tips: toggle(
    'Tips and tricks, and the welcome after an update',
    flag('machine', CLOUD, 'DisableSoftLanding', 0, 1),
    flag('defaultUser', CONTENT, 'SoftLandingEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338389Enabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-310093Enabled'),
    flag('defaultUser', `${CURRENT_VERSION}\\UserProfileEngagement`, 'ScoobeSystemSettingEnabled'),
  ),
  lockScreenFacts: toggle(
    'Fun facts and tips on the lock screen',
    flag('defaultUser', CONTENT, 'RotatingLockScreenOverlayEnabled'),
    flag('defaultUser', CONTENT, 'SubscribedContent-338387Enabled'),
  ),
  feedback: toggle(
    'Asks for feedback',
    flag('machine', `${WINDOWS_POLICIES}\\DataCollection`, 'DoNotShowFeedbackNotifications', 0, 1),
    place('defaultUser', 'Software\\Microsoft\\Siuf\\Rules', 'NumberOfSIUFInPeriod', {
      true: null,
      false: 0,
    }),
  ),
  tailoredExperiences: toggle(
    'Offers after what diagnostic data tell',
    flag('defaultUser', `${CURRENT_VERSION}\\Privacy`, 'TailoredExperiencesWithDiagnosticDataEnabled'),
  ),
  inkingAndTyping: toggle(
    'Learns from what is typed and written',
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization', 'RestrictImplicitInkCollection', 0, 1),
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization', 'RestrictImplicitTextCollection', 0, 1),
    flag('defaultUser', 'Software\\Microsoft\\InputPersonalization\\TrainedDataStore', 'HarvestContacts'),
    flag('defaultUser', 'Software\\Microsoft\\Personalization\\Settings', 'AcceptedPrivacyPolicy'),
  ),
  onlineSpeech: toggle(
    'Speech recognition by Microsoft',
    flag('defaultUser', 'Software\\Microsoft\\Speech_OneCore\\Settings\\OnlineSpeechPrivacy', 'HasAccepted'),
  ),
  languageListForWebsites: toggle(
    'Web sites may see the list of languages',
    flag('defaultUser', 'Control Panel\\International\\User Profile', 'HttpAcceptLanguageOptOut', 0, 1),
  ),
  appLaunchTracking: toggle(
    'Learns which programs are started',
    flag('defaultUser', ADVANCED, 'Start_TrackProgs'),
  ),
  firstLogonQuestions: toggle(
    'Asks each account about privacy at its first logon',
    flag('machine', `${WINDOWS_POLICIES}\\OOBE`, 'DisablePrivacyExperience', 0, 1),
  ),
  clipboardHistory: toggle(
    'Keeps a history of the clipboard',
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'AllowClipboardHistory'),
  ),
  settingsSync: toggle(
    'Carries settings between the PCs of a Microsoft account',
    flag('machine', `${WINDOWS_POLICIES}\\SettingSync`, 'DisableSettingSync', 0, 2),
  ),
};

/** Assistants. */
export const ASSISTANT_OPTIONS = {
  cortana: toggle('Cortana', flag('machine', `${WINDOWS_POLICIES}\\Windows Search`, 'AllowCortana')),
  copilot: toggle(
    'Copilot of Windows',
    flag('machine', `${WINDOWS_POLICIES}\\WindowsCopilot`, 'TurnOffWindowsCopilot', 0, 1),
    flag('defaultUser', `${WINDOWS_POLICIES}\\WindowsCopilot`, 'TurnOffWindowsCopilot', 0, 1),
  ),
  recall: toggle(
    'Recall may keep pictures of the screen (Copilot+ PCs)',
    flag('machine', AI, 'DisableAIDataAnalysis', 0, 1),
    flag('machine', AI, 'AllowRecallEnablement'),
  ),
  clickToDo: toggle('Click to Do (Copilot+ PCs)', flag('machine', AI, 'DisableClickToDo', 0, 1)),
};
