import { COMFORT_TWEAKS } from '../../../windows-tables/index.js';
import { registryRows, registryWrites, sectionWith } from '../../../../test/support/registry-rows.js';
import { windowsOrder } from '../../../../test/support/windows-answer.js';
import { comfortGroup } from './comfort.js';

const KEYS = {
  A: 'HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced',
  U: 'HKEY_USERS\\DefaultUser',
  C: 'HKEY_CURRENT_USER',
  M: 'HKEY_LOCAL_MACHINE',
  P: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft',
  W: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows',
  V: 'HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion',
};

/** What Windows documents or is known to obey, written here on its own and not taken from the tables. */
const ROWS = registryRows(
  String.raw`
explorer.fileExtensions = true | defaultUser | $A | HideFileExt | DWord | 0
explorer.fileExtensions = false | defaultUser | $A | HideFileExt | DWord | 1
explorer.hiddenFiles = hidden | defaultUser | $A | Hidden | DWord | 2
explorer.hiddenFiles = hidden | defaultUser | $A | ShowSuperHidden | DWord | 0
explorer.hiddenFiles = shown | defaultUser | $A | Hidden | DWord | 1
explorer.hiddenFiles = shown | defaultUser | $A | ShowSuperHidden | DWord | 0
explorer.hiddenFiles = shownWithSystem | defaultUser | $A | Hidden | DWord | 1
explorer.hiddenFiles = shownWithSystem | defaultUser | $A | ShowSuperHidden | DWord | 1
explorer.opensWith = thisPc | defaultUser | $A | LaunchTo | DWord | 1
explorer.opensWith = home | defaultUser | $A | LaunchTo | DWord | 2
explorer.opensWith = downloads | defaultUser | $A | LaunchTo | DWord | 3
explorer.fullPathInTitle = true | defaultUser | $V\Explorer\CabinetState | FullPath | DWord | 1
explorer.compactView = true | defaultUser | $A | UseCompactMode | DWord | 1
explorer.itemCheckBoxes = false | defaultUser | $A | AutoCheckSelect | DWord | 0
explorer.classicContextMenu = true | everyUser | $C\Software\Classes\CLSID\{86ca1aa0-34aa-4e8b-a509-50c905bae2a2}\InprocServer32 | | String |
explorer.recentFiles = false | defaultUser | $V\Explorer | ShowRecent | DWord | 0
explorer.frequentFolders = false | defaultUser | $V\Explorer | ShowFrequent | DWord | 0
explorer.cloudFiles = false | defaultUser | $V\Explorer | ShowCloudFilesInQuickAccess | DWord | 0
explorer.gallery = false | everyUser | $C\Software\Classes\CLSID\{e88865ea-0e1c-4e20-9aa6-edcd0212c87c} | System.IsPinnedToNameSpaceTree | DWord | 0
explorer.home = false | everyUser | $C\Software\Classes\CLSID\{f874310e-b6b7-47dc-bc84-b9e6b38f5903} | System.IsPinnedToNameSpaceTree | DWord | 0
explorer.navigationShowsAllFolders = true | defaultUser | $A | NavPaneShowAllFolders | DWord | 1
explorer.navigationFollows = true | defaultUser | $A | NavPaneExpandToCurrentFolder | DWord | 1
explorer.infoTips = false | defaultUser | $A | ShowInfoTip | DWord | 0
explorer.separateProcesses = true | defaultUser | $A | SeparateProcess | DWord | 1
explorer.offers = false | defaultUser | $A | ShowSyncProviderNotifications | DWord | 0
explorer.copyDetails = true | defaultUser | $V\Explorer\OperationStatusManager | EnthusiastMode | DWord | 1
explorer.confirmDelete = true | defaultUser | $V\Policies\Explorer | ConfirmFileDelete | DWord | 1
explorer.autoPlay = false | defaultUser | $V\Explorer\AutoplayHandlers | DisableAutoplay | DWord | 1
explorer.snapWindows = false | defaultUser | $U\Control Panel\Desktop | WindowArrangementActive | String | 0
explorer.snapLayouts = false | defaultUser | $A | EnableSnapAssistFlyout | DWord | 0
explorer.shakeToMinimise = false | defaultUser | $A | DisallowShaking | DWord | 1
taskbar.alignment = left | defaultUser | $A | TaskbarAl | DWord | 0
taskbar.alignment = center | defaultUser | $A | TaskbarAl | DWord | 1
taskbar.search = hidden | defaultUser | $V\Search | SearchboxTaskbarMode | DWord | 0
taskbar.search = icon | defaultUser | $V\Search | SearchboxTaskbarMode | DWord | 1
taskbar.search = box | defaultUser | $V\Search | SearchboxTaskbarMode | DWord | 2
taskbar.search = iconAndLabel | defaultUser | $V\Search | SearchboxTaskbarMode | DWord | 3
taskbar.taskView = false | defaultUser | $A | ShowTaskViewButton | DWord | 0
taskbar.widgets = false | system | $P\Dsh | AllowNewsAndInterests | DWord | 0
taskbar.widgets = false | system | $W\Windows Feeds | EnableFeeds | DWord | 0
taskbar.chat = false | system | $W\Windows Chat | ChatIcon | DWord | 3
taskbar.chat = false | defaultUser | $A | TaskbarMn | DWord | 0
taskbar.copilot = false | defaultUser | $A | ShowCopilotButton | DWord | 0
taskbar.meetNow = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Policies\Explorer | HideSCAMeetNow | DWord | 1
taskbar.people = false | defaultUser | $A\People | PeopleBand | DWord | 0
taskbar.combine = always | defaultUser | $A | TaskbarGlomLevel | DWord | 0
taskbar.combine = always | defaultUser | $A | MMTaskbarGlomLevel | DWord | 0
taskbar.combine = whenFull | defaultUser | $A | TaskbarGlomLevel | DWord | 1
taskbar.combine = whenFull | defaultUser | $A | MMTaskbarGlomLevel | DWord | 1
taskbar.combine = never | defaultUser | $A | TaskbarGlomLevel | DWord | 2
taskbar.combine = never | defaultUser | $A | MMTaskbarGlomLevel | DWord | 2
taskbar.onAllScreens = true | defaultUser | $A | MMTaskbarEnabled | DWord | 1
taskbar.badges = false | defaultUser | $A | TaskbarBadges | DWord | 0
taskbar.endTask = true | defaultUser | $A\TaskbarDeveloperSettings | TaskbarEndTask | DWord | 1
taskbar.clockSeconds = true | defaultUser | $A | ShowSecondsInSystemClock | DWord | 1
taskbar.showDesktopCorner = true | defaultUser | $A | TaskbarSd | DWord | 1
taskbar.inkWorkspace = false | defaultUser | $V\PenWorkspace | PenWorkspaceButtonDesiredVisibility | DWord | 0
taskbar.touchKeyboardButton = true | defaultUser | $U\Software\Microsoft\TabletTip\1.7 | TipbandDesiredVisibility | DWord | 1
start.layout = morePins | defaultUser | $A | Start_Layout | DWord | 1
start.layout = moreRecommendations | defaultUser | $A | Start_Layout | DWord | 2
start.recommended = false | system | $W\Explorer | HideRecommendedSection | DWord | 1
start.suggestions = false | defaultUser | $A | Start_IrisRecommendations | DWord | 0
start.recentlyAdded = false | system | $W\Explorer | HideRecentlyAddedApps | DWord | 1
start.mostUsed = false | system | $W\Explorer | ShowOrHideMostUsedApps | DWord | 2
start.recentDocuments = false | defaultUser | $A | Start_TrackDocs | DWord | 0
start.accountNotifications = false | defaultUser | $A | Start_AccountNotifications | DWord | 0
search.webResults = false | defaultUser | $U\SOFTWARE\Policies\Microsoft\Windows\Explorer | DisableSearchBoxSuggestions | DWord | 1
search.webResults = false | defaultUser | $V\Search | BingSearchEnabled | DWord | 0
search.highlights = false | system | $W\Windows Search | EnableDynamicContentInWSB | DWord | 0
search.cloudContent = false | defaultUser | $V\SearchSettings | IsMSACloudSearchEnabled | DWord | 0
search.cloudContent = false | defaultUser | $V\SearchSettings | IsAADCloudSearchEnabled | DWord | 0
search.history = false | defaultUser | $V\SearchSettings | IsDeviceSearchHistoryEnabled | DWord | 0
edge.firstRun = false | system | $P\Edge | HideFirstRunExperience | DWord | 1
edge.startupBoost = false | system | $P\Edge | StartupBoostEnabled | DWord | 0
edge.background = false | system | $P\Edge | BackgroundModeEnabled | DWord | 0
edge.desktopShortcut = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Explorer | DisableEdgeDesktopShortcutCreation | DWord | 1
edge.desktopShortcut = false | system | $P\EdgeUpdate | CreateDesktopShortcutDefault | DWord | 0
edge.desktopShortcut = false | system | $P\EdgeUpdate | RemoveDesktopShortcutDefault | DWord | 1
edge.sidebar = false | system | $P\Edge | HubsSidebarEnabled | DWord | 0
edge.newTabNews = false | system | $P\Edge | NewTabPageContentEnabled | DWord | 0
edge.shopping = false | system | $P\Edge | EdgeShoppingAssistantEnabled | DWord | 0
edge.rewards = false | system | $P\Edge | ShowMicrosoftRewards | DWord | 0
edge.personalisation = false | system | $P\Edge | PersonalizationReportingEnabled | DWord | 0
edge.diagnosticData = off | system | $P\Edge | DiagnosticData | DWord | 0
edge.diagnosticData = required | system | $P\Edge | DiagnosticData | DWord | 1
edge.diagnosticData = optional | system | $P\Edge | DiagnosticData | DWord | 2
edge.recommendations = false | system | $P\Edge | ShowRecommendationsEnabled | DWord | 0
edge.signIn = off | system | $P\Edge | BrowserSignin | DWord | 0
edge.signIn = forced | system | $P\Edge | BrowserSignin | DWord | 2
edge.homePage = "https://intranet.test/" | system | $P\Edge | HomepageLocation | String | https://intranet.test/
edge.homePage = "https://intranet.test/" | system | $P\Edge | HomepageIsNewTabPage | DWord | 0
edge.homePage = "https://intranet.test/" | system | $P\Edge | RestoreOnStartup | DWord | 4
edge.homePage = "https://intranet.test/" | system | $P\Edge\RestoreOnStartupURLs | 1 | String | https://intranet.test/
theme.system = dark | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize | SystemUsesLightTheme | DWord | 0
theme.system = light | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize | SystemUsesLightTheme | DWord | 1
theme.apps = dark | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize | AppsUseLightTheme | DWord | 0
theme.transparency = false | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize | EnableTransparency | DWord | 0
theme.accentOnStart = true | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize | ColorPrevalence | DWord | 1
theme.accentOnBorders = true | everyUser | $C\Software\Microsoft\Windows\DWM | ColorPrevalence | DWord | 1
privacy.telemetry = off | system | $W\DataCollection | AllowTelemetry | DWord | 0
privacy.telemetry = required | system | $W\DataCollection | AllowTelemetry | DWord | 1
privacy.telemetry = enhanced | system | $W\DataCollection | AllowTelemetry | DWord | 2
privacy.telemetry = full | system | $W\DataCollection | AllowTelemetry | DWord | 3
privacy.advertisingId = false | system | $W\AdvertisingInfo | DisabledByGroupPolicy | DWord | 1
privacy.activityHistory = false | system | $W\System | EnableActivityFeed | DWord | 0
privacy.activityHistory = false | system | $W\System | PublishUserActivities | DWord | 0
privacy.activityHistory = false | system | $W\System | UploadUserActivities | DWord | 0
privacy.location = false | system | $W\LocationAndSensors | DisableLocation | DWord | 1
privacy.findMyDevice = false | system | $P\FindMyDevice | AllowFindMyDevice | DWord | 0
privacy.consumerFeatures = false | system | $W\CloudContent | DisableWindowsConsumerFeatures | DWord | 1
privacy.consumerFeatures = false | defaultUser | $V\ContentDeliveryManager | SilentInstalledAppsEnabled | DWord | 0
privacy.consumerFeatures = false | defaultUser | $V\ContentDeliveryManager | PreInstalledAppsEnabled | DWord | 0
privacy.consumerFeatures = false | defaultUser | $V\ContentDeliveryManager | OemPreInstalledAppsEnabled | DWord | 0
privacy.consumerFeatures = false | defaultUser | $V\ContentDeliveryManager | ContentDeliveryAllowed | DWord | 0
privacy.consumerFeatures = false | defaultUser | $V\ContentDeliveryManager | FeatureManagementEnabled | DWord | 0
privacy.appSuggestions = false | system | $W\CloudContent | DisableCloudOptimizedContent | DWord | 1
privacy.appSuggestions = false | defaultUser | $V\ContentDeliveryManager | SystemPaneSuggestionsEnabled | DWord | 0
privacy.appSuggestions = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-338388Enabled | DWord | 0
privacy.appSuggestions = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-338393Enabled | DWord | 0
privacy.appSuggestions = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-353694Enabled | DWord | 0
privacy.appSuggestions = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-353696Enabled | DWord | 0
privacy.tips = false | system | $W\CloudContent | DisableSoftLanding | DWord | 1
privacy.tips = false | defaultUser | $V\ContentDeliveryManager | SoftLandingEnabled | DWord | 0
privacy.tips = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-338389Enabled | DWord | 0
privacy.tips = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-310093Enabled | DWord | 0
privacy.tips = false | defaultUser | $V\UserProfileEngagement | ScoobeSystemSettingEnabled | DWord | 0
privacy.lockScreenFacts = false | defaultUser | $V\ContentDeliveryManager | RotatingLockScreenOverlayEnabled | DWord | 0
privacy.lockScreenFacts = false | defaultUser | $V\ContentDeliveryManager | SubscribedContent-338387Enabled | DWord | 0
privacy.feedback = false | system | $W\DataCollection | DoNotShowFeedbackNotifications | DWord | 1
privacy.feedback = false | defaultUser | $U\Software\Microsoft\Siuf\Rules | NumberOfSIUFInPeriod | DWord | 0
privacy.feedback = true | system | $W\DataCollection | DoNotShowFeedbackNotifications | DWord | 0
privacy.feedback = true | defaultUser | $U\Software\Microsoft\Siuf\Rules | NumberOfSIUFInPeriod | absent |
privacy.tailoredExperiences = false | defaultUser | $V\Privacy | TailoredExperiencesWithDiagnosticDataEnabled | DWord | 0
privacy.inkingAndTyping = false | defaultUser | $U\Software\Microsoft\InputPersonalization | RestrictImplicitInkCollection | DWord | 1
privacy.inkingAndTyping = false | defaultUser | $U\Software\Microsoft\InputPersonalization | RestrictImplicitTextCollection | DWord | 1
privacy.inkingAndTyping = false | defaultUser | $U\Software\Microsoft\InputPersonalization\TrainedDataStore | HarvestContacts | DWord | 0
privacy.inkingAndTyping = false | defaultUser | $U\Software\Microsoft\Personalization\Settings | AcceptedPrivacyPolicy | DWord | 0
privacy.onlineSpeech = false | defaultUser | $U\Software\Microsoft\Speech_OneCore\Settings\OnlineSpeechPrivacy | HasAccepted | DWord | 0
privacy.languageListForWebsites = false | defaultUser | $U\Control Panel\International\User Profile | HttpAcceptLanguageOptOut | DWord | 1
privacy.appLaunchTracking = false | defaultUser | $A | Start_TrackProgs | DWord | 0
privacy.firstLogonQuestions = false | system | $W\OOBE | DisablePrivacyExperience | DWord | 1
privacy.clipboardHistory = false | system | $W\System | AllowClipboardHistory | DWord | 0
privacy.settingsSync = false | system | $W\SettingSync | DisableSettingSync | DWord | 2
assistants.cortana = false | system | $W\Windows Search | AllowCortana | DWord | 0
assistants.copilot = false | system | $W\WindowsCopilot | TurnOffWindowsCopilot | DWord | 1
assistants.copilot = false | defaultUser | $U\SOFTWARE\Policies\Microsoft\Windows\WindowsCopilot | TurnOffWindowsCopilot | DWord | 1
assistants.recall = false | system | $W\WindowsAI | DisableAIDataAnalysis | DWord | 1
assistants.recall = false | system | $W\WindowsAI | AllowRecallEnablement | DWord | 0
assistants.clickToDo = false | system | $W\WindowsAI | DisableClickToDo | DWord | 1
updates.mode = off | system | $W\WindowsUpdate\AU | NoAutoUpdate | DWord | 1
updates.mode = notify | system | $W\WindowsUpdate\AU | NoAutoUpdate | DWord | 0
updates.mode = notify | system | $W\WindowsUpdate\AU | AUOptions | DWord | 2
updates.mode = download | system | $W\WindowsUpdate\AU | NoAutoUpdate | DWord | 0
updates.mode = download | system | $W\WindowsUpdate\AU | AUOptions | DWord | 3
updates.mode = automatic | system | $W\WindowsUpdate\AU | NoAutoUpdate | DWord | 0
updates.mode = automatic | system | $W\WindowsUpdate\AU | AUOptions | DWord | 4
updates.restartsWithSomeoneLoggedOn = false | system | $W\WindowsUpdate\AU | NoAutoRebootWithLoggedOnUsers | DWord | 1
updates.otherProducts = true | system | $W\WindowsUpdate\AU | AllowMUUpdateService | DWord | 1
updates.drivers = false | system | $W\WindowsUpdate | ExcludeWUDriversInQualityUpdate | DWord | 1
updates.previews = true | system | $W\WindowsUpdate | AllowOptionalContent | DWord | 1
updates.previews = true | system | $W\WindowsUpdate | SetAllowOptionalContent | DWord | 1
updates.deliveryOptimization = httpOnly | system | $W\DeliveryOptimization | DODownloadMode | DWord | 0
updates.deliveryOptimization = lan | system | $W\DeliveryOptimization | DODownloadMode | DWord | 1
updates.deliveryOptimization = group | system | $W\DeliveryOptimization | DODownloadMode | DWord | 2
updates.deliveryOptimization = internet | system | $W\DeliveryOptimization | DODownloadMode | DWord | 3
updates.deliveryOptimization = simple | system | $W\DeliveryOptimization | DODownloadMode | DWord | 99
updates.storeApps = false | system | $P\WindowsStore | AutoDownload | DWord | 2
updates.maps = false | system | $W\Maps | AutoDownloadAndUpdateMapData | DWord | 0
updates.maliciousSoftwareTool = false | system | $P\MRT | DontOfferThroughWUAU | DWord | 1
updates.activeHours = {"start": 7, "end": 20} | system | $W\WindowsUpdate | SetActiveHours | DWord | 1
updates.activeHours = {"start": 7, "end": 20} | system | $W\WindowsUpdate | ActiveHoursStart | DWord | 7
updates.activeHours = {"start": 7, "end": 20} | system | $W\WindowsUpdate | ActiveHoursEnd | DWord | 20
updates.deferFeatureDays = 60 | system | $W\WindowsUpdate | DeferFeatureUpdates | DWord | 1
updates.deferFeatureDays = 60 | system | $W\WindowsUpdate | DeferFeatureUpdatesPeriodInDays | DWord | 60
updates.deferQualityDays = 7 | system | $W\WindowsUpdate | DeferQualityUpdates | DWord | 1
updates.deferQualityDays = 7 | system | $W\WindowsUpdate | DeferQualityUpdatesPeriodInDays | DWord | 7
updates.stayOn = "24H2" | system | $W\WindowsUpdate | TargetReleaseVersion | DWord | 1
updates.stayOn = "24H2" | system | $W\WindowsUpdate | TargetReleaseVersionInfo | String | 24H2
updates.stayOn = "24H2" | system | $W\WindowsUpdate | ProductVersion | String | Windows 11
updates.server = "http://wsus.test:8530" | system | $W\WindowsUpdate | WUServer | String | http://wsus.test:8530
updates.server = "http://wsus.test:8530" | system | $W\WindowsUpdate | WUStatusServer | String | http://wsus.test:8530
updates.server = "http://wsus.test:8530" | system | $W\WindowsUpdate\AU | UseWUServer | DWord | 1
system.longPaths = true | system | $M\SYSTEM\CurrentControlSet\Control\FileSystem | LongPathsEnabled | DWord | 1
system.lastAccessTimes = false | system | $M\SYSTEM\CurrentControlSet\Control\FileSystem | NtfsDisableLastAccessUpdate | DWord | -2147483647
system.storageSense = true | system | $W\StorageSense | AllowStorageSenseGlobal | DWord | 1
system.reservedStorage = false | system | $M\Software\Microsoft\Windows\CurrentVersion\ReserveManager | ShippedWithReserves | DWord | 0
system.gameBar = false | system | $W\GameDVR | AllowGameDVR | DWord | 0
system.gameBar = false | defaultUser | $V\GameDVR | AppCaptureEnabled | DWord | 0
system.gameBar = false | defaultUser | $U\System\GameConfigStore | GameDVR_Enabled | DWord | 0
system.windowsChoosesPrinter = false | defaultUser | $U\Software\Microsoft\Windows NT\CurrentVersion\Windows | LegacyDefaultPrinterMode | DWord | 1
system.teamsInstall = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Communications | ConfigureChatAutoInstall | DWord | 0
system.oneDriveAtLogon = false | defaultUser | $V\Run | OneDriveSetup | absent |
system.lockScreen = false | system | $W\Personalization | NoLockScreen | DWord | 1
system.logonBlur = false | system | $W\System | DisableAcrylicBackgroundOnLogon | DWord | 1
system.firstLogonAnimation = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Policies\System | EnableFirstLogonAnimation | DWord | 0
system.restartSignOn = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Policies\System | DisableAutomaticRestartSignOn | DWord | 1
system.verboseStatus = true | system | $M\Software\Microsoft\Windows\CurrentVersion\Policies\System | VerboseStatus | DWord | 1
system.stopErrorDetails = true | system | $M\SYSTEM\CurrentControlSet\Control\CrashControl | DisplayParameters | DWord | 1
system.vendorPlatformBinary = false | system | $M\SYSTEM\CurrentControlSet\Control\Session Manager | DisableWpbtExecution | DWord | 1
system.notifications = false | defaultUser | $V\PushNotifications | ToastEnabled | DWord | 0
system.newNetworkQuestion = false | system | $M\SYSTEM\CurrentControlSet\Control\Network\NewNetworkWindowOff | | String |
system.store = false | system | $P\WindowsStore | RemoveWindowsStore | DWord | 1
system.clock = utc | system | $M\SYSTEM\CurrentControlSet\Control\TimeZoneInformation | RealTimeIsUniversal | DWord | 1
system.timeServers = ["a.test", "b.test"] | system | $M\SYSTEM\CurrentControlSet\Services\W32Time\Parameters | NtpServer | String | a.test,0x9 b.test,0x9
system.timeServers = ["a.test", "b.test"] | system | $M\SYSTEM\CurrentControlSet\Services\W32Time\Parameters | Type | String | NTP
system.oneDrive = false | defaultUser | $V\Run | OneDriveSetup | absent |
input.mouseAcceleration = false | defaultUser | $U\Control Panel\Mouse | MouseSpeed | String | 0
input.mouseAcceleration = false | defaultUser | $U\Control Panel\Mouse | MouseThreshold1 | String | 0
input.mouseAcceleration = false | defaultUser | $U\Control Panel\Mouse | MouseThreshold2 | String | 0
input.mouseAcceleration = true | defaultUser | $U\Control Panel\Mouse | MouseSpeed | String | 1
input.mouseAcceleration = true | defaultUser | $U\Control Panel\Mouse | MouseThreshold1 | String | 6
input.mouseAcceleration = true | defaultUser | $U\Control Panel\Mouse | MouseThreshold2 | String | 10
input.primaryButton = right | defaultUser | $U\Control Panel\Mouse | SwapMouseButtons | String | 1
input.touchpad = offWithMouse | defaultUser | $V\PrecisionTouchPad | LeaveOnWithMouse | DWord | 0
input.printScreenSnips = false | defaultUser | $U\Control Panel\Keyboard | PrintScreenKeyForSnippingEnabled | DWord | 0
input.startupSound = false | system | $M\Software\Microsoft\Windows\CurrentVersion\Authentication\LogonUI\BootAnimation | DisableStartupSound | DWord | 1
input.startupSound = false | system | $M\Software\Microsoft\Windows\CurrentVersion\EditionOverrides | UserSetting_DisableStartupSound | DWord | 1
input.lockKeysOn = ["numLock"] | system | HKEY_USERS\.DEFAULT\Control Panel\Keyboard | InitialKeyboardIndicators | String | 2
input.lockKeysOn = ["numLock"] | defaultUser | $U\Control Panel\Keyboard | InitialKeyboardIndicators | String | 2
input.lockKeysOn = ["capsLock", "numLock", "scrollLock"] | system | HKEY_USERS\.DEFAULT\Control Panel\Keyboard | InitialKeyboardIndicators | String | 7
input.lockKeysOn = ["capsLock", "numLock", "scrollLock"] | defaultUser | $U\Control Panel\Keyboard | InitialKeyboardIndicators | String | 7
input.lockKeysIgnored = ["capsLock"] | system | $M\SYSTEM\CurrentControlSet\Control\Keyboard Layout | Scancode Map | Binary | 0 0 0 0 0 0 0 0 2 0 0 0 0 0 58 0 0 0 0 0
power.fastStartup = false | system | $M\SYSTEM\CurrentControlSet\Control\Session Manager\Power | HiberbootEnabled | DWord | 0
start.pins = none | system | $M\SOFTWARE\Microsoft\PolicyManager\current\device\Start | ConfigureStartPins | String | {"pinnedList":[]}
start.pins = none | system | $M\SOFTWARE\Microsoft\PolicyManager\current\device\Start | ConfigureStartPins_ProviderSet | DWord | 1
start.pins = none | system | $M\SOFTWARE\Microsoft\PolicyManager\current\device\Start | ConfigureStartPins_WinningProvider | String | B5292708-1619-419B-9923-E5D9F3925E71
start.pins = none | system | $M\SOFTWARE\Microsoft\PolicyManager\providers\B5292708-1619-419B-9923-E5D9F3925E71\default\Device\Start | ConfigureStartPins | String | {"pinnedList":[]}
start.pins = none | system | $M\SOFTWARE\Microsoft\PolicyManager\providers\B5292708-1619-419B-9923-E5D9F3925E71\default\Device\Start | ConfigureStartPins_LastWrite | DWord | 1
start.folders = ["settings", "explorer"] | defaultUser | $V\Start | VisiblePlaces | Binary | 134 8 115 82 170 81 67 66 159 123 39 118 88 70 89 212 188 36 138 20 12 214 137 66 160 128 110 217 187 162 72 130
taskbar.pins = none | system | $M\Software\Microsoft\Windows\CurrentVersion\Explorer | LayoutXMLPath | String | C:\Windows\OEM\TaskbarLayoutModification.xml
taskbar.allTrayIcons = true | defaultUser | $V\Explorer | EnableAutoTray | DWord | 0
theme.wallpaper = {"colour": "#102030"} | everyUser | $C\Control Panel\Colors | Background | String | 16 32 48
theme.wallpaper = {"colour": "#102030"} | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Explorer\Wallpapers | BackgroundType | DWord | 1
theme.lockScreenPicture = "C:\\P\\a.jpg" | system | $M\Software\Microsoft\Windows\CurrentVersion\PersonalizationCSP | LockScreenImagePath | String | C:\P\a.jpg
theme.lockScreenPicture = "C:\\P\\a.jpg" | system | $M\Software\Microsoft\Windows\CurrentVersion\PersonalizationCSP | LockScreenImageUrl | String | C:\P\a.jpg
theme.lockScreenPicture = "C:\\P\\a.jpg" | system | $M\Software\Microsoft\Windows\CurrentVersion\PersonalizationCSP | LockScreenImageStatus | DWord | 1
theme.lockScreenPicture = "C:\\P\\a.jpg" | system | $W\Personalization | LockScreenImage | String | C:\P\a.jpg
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\DWM | AccentColor | DWord | -2852864
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\DWM | ColorizationColor | DWord | -1006602028
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\DWM | ColorizationAfterglow | DWord | -1006602028
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Explorer\Accent | AccentColorMenu | DWord | -2852864
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Explorer\Accent | StartColorMenu | DWord | -5611520
theme.accentColour = "#0078d4" | everyUser | $C\Software\Microsoft\Windows\CurrentVersion\Explorer\Accent | AccentPalette | Binary | 153 201 238 255 102 174 229 255 51 147 221 255 0 120 212 255 0 96 170 255 0 72 127 255 0 48 85 255 0 120 212 255
theme.accentColour = "#0078d4" | everyUser | $C\Control Panel\Desktop | AutoColorization | DWord | 0
`,
  KEYS,
);

const contribution = (comfort: object) => comfortGroup(windowsOrder({ comfort }));

describe('an option of comfort', () => {
  it.each(ROWS)('is written where Windows looks for it: $option = $value', ({ option, value, expected }) => {
    const writes = registryWrites(contribution(sectionWith(option, value)));
    expect(writes.sort()).toEqual(expected.sort());
  });

  it('is tried here whenever it stands in a table', () => {
    const known = Object.entries(COMFORT_TWEAKS).flatMap(([area, table]) =>
      Object.keys(table).map((key) => `${area}.${key}`),
    );
    const tried = new Set(ROWS.map(({ option }) => option));
    expect(known.filter((option) => !tried.has(option))).toEqual([]);
  });
});
