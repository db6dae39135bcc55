/** The kind of an app in Windows: provisioned packages, capabilities, optional features. */
export interface InboxApp {
  packages?: readonly string[];
  /** Without the `~~~~` and version that follow. */
  capabilities?: readonly string[];
  features?: readonly string[];
}

/**
 * Apps that can be removed, for all releases of Windows: absent ones are skipped. The names are those of
 * Get-AppxProvisionedPackage, Get-WindowsCapability and Get-WindowsOptionalFeature.
 */
export const APPS = {
  bingSearch: { packages: ['Microsoft.BingSearch'] },
  calculator: { packages: ['Microsoft.WindowsCalculator'] },
  camera: { packages: ['Microsoft.WindowsCamera'] },
  clipchamp: { packages: ['Clipchamp.Clipchamp'] },
  clock: { packages: ['Microsoft.WindowsAlarms'] },
  copilot: { packages: ['Microsoft.Copilot', 'Microsoft.Windows.Ai.Copilot.Provider'] },
  cortana: { packages: ['Microsoft.549981C3F5F10'] },
  crossDevice: { packages: ['MicrosoftWindows.CrossDevice'] },
  devHome: { packages: ['Microsoft.Windows.DevHome'] },
  family: { packages: ['MicrosoftCorporationII.MicrosoftFamily'] },
  faxAndScan: { capabilities: ['Print.Fax.Scan'] },
  feedbackHub: { packages: ['Microsoft.WindowsFeedbackHub'] },
  gameAssist: { packages: ['Microsoft.Edge.GameAssist'] },
  getHelp: { packages: ['Microsoft.GetHelp'] },
  handwriting: { capabilities: ['Language.Handwriting'] },
  helloFace: {
    capabilities: ['Hello.Face.18967', 'Hello.Face.Migration.18967', 'Hello.Face.20134'],
  },
  internetExplorer: { capabilities: ['Browser.InternetExplorer'] },
  mailAndCalendar: { packages: ['microsoft.windowscommunicationsapps'] },
  maps: { packages: ['Microsoft.WindowsMaps'] },
  mathInput: { capabilities: ['MathRecognizer'] },
  mediaFeatures: { features: ['MediaPlayback'] },
  mediaPlayer: { packages: ['Microsoft.ZuneMusic'] },
  mixedReality: { packages: ['Microsoft.MixedReality.Portal'] },
  moviesAndTv: { packages: ['Microsoft.ZuneVideo'] },
  news: { packages: ['Microsoft.BingNews'] },
  notepad: { packages: ['Microsoft.WindowsNotepad'] },
  notepadClassic: { capabilities: ['Microsoft.Windows.Notepad', 'Microsoft.Windows.Notepad.System'] },
  officeHub: { packages: ['Microsoft.MicrosoftOfficeHub'] },
  oneNote: { packages: ['Microsoft.Office.OneNote'] },
  oneSync: { capabilities: ['OneCoreUAP.OneSync'] },
  openSshClient: { capabilities: ['OpenSSH.Client'] },
  outlook: { packages: ['Microsoft.OutlookForWindows'] },
  paint: { packages: ['Microsoft.Paint'], capabilities: ['Microsoft.Windows.MSPaint'] },
  paint3d: { packages: ['Microsoft.MSPaint'] },
  people: { packages: ['Microsoft.People'] },
  phoneLink: { packages: ['Microsoft.YourPhone'] },
  photos: { packages: ['Microsoft.Windows.Photos'] },
  powerAutomate: { packages: ['Microsoft.PowerAutomateDesktop'] },
  powershell2: { features: ['MicrosoftWindowsPowerShellV2Root'] },
  powershellIse: { capabilities: ['Microsoft.Windows.PowerShell.ISE'] },
  quickAssist: {
    packages: ['MicrosoftCorporationII.QuickAssist'],
    capabilities: ['App.Support.QuickAssist'],
  },
  recall: { features: ['Recall'] },
  remoteDesktopClient: { features: ['Microsoft-RemoteDesktopConnection'] },
  skype: { packages: ['Microsoft.SkypeApp'] },
  snippingTool: {
    packages: ['Microsoft.ScreenSketch'],
    capabilities: ['Microsoft.Windows.SnippingTool'],
    features: ['Microsoft-SnippingTool'],
  },
  solitaire: { packages: ['Microsoft.MicrosoftSolitaireCollection'] },
  soundRecorder: { packages: ['Microsoft.WindowsSoundRecorder'] },
  speech: { capabilities: ['Language.Speech', 'Language.TextToSpeech'] },
  stepsRecorder: { capabilities: ['App.StepsRecorder'] },
  stickyNotes: { packages: ['Microsoft.MicrosoftStickyNotes'] },
  store: { packages: ['Microsoft.WindowsStore', 'Microsoft.StorePurchaseApp'] },
  teams: { packages: ['MSTeams', 'MicrosoftTeams'] },
  terminal: { packages: ['Microsoft.WindowsTerminal'] },
  threeDViewer: { packages: ['Microsoft.Microsoft3DViewer'] },
  tips: { packages: ['Microsoft.Getstarted'] },
  toDo: { packages: ['Microsoft.Todos'] },
  wallet: { packages: ['Microsoft.Wallet'] },
  weather: { packages: ['Microsoft.BingWeather'] },
  widgets: { packages: ['MicrosoftWindows.Client.WebExperience', 'Microsoft.WidgetsPlatformRuntime'] },
  windowsMediaPlayer: { capabilities: ['Media.WindowsMediaPlayer'] },
  wordPad: { capabilities: ['Microsoft.Windows.WordPad'] },
  xbox: {
    packages: [
      'Microsoft.GamingApp',
      'Microsoft.Xbox.TCUI',
      'Microsoft.XboxApp',
      'Microsoft.XboxGameOverlay',
      'Microsoft.XboxGamingOverlay',
      'Microsoft.XboxIdentityProvider',
      'Microsoft.XboxSpeechToTextOverlay',
    ],
  },
} as const satisfies Record<string, InboxApp>;

/** Short names of features and capabilities; a DISM name can be used instead. */
export const FEATURES = {
  containers: ['Containers'],
  hyperV: ['Microsoft-Hyper-V-All'],
  netFramework35: ['NetFx3'],
  nfsClient: ['ServicesForNFS-ClientOnly', 'ClientForNFS-Infrastructure'],
  openSshClient: ['OpenSSH.Client~~~~0.0.1.0'],
  openSshServer: ['OpenSSH.Server~~~~0.0.1.0'],
  printToPdf: ['Printing-PrintToPDFServices-Features'],
  sandbox: ['Containers-DisposableClientVM'],
  smb1: ['SMB1Protocol'],
  telnetClient: ['TelnetClient'],
  tftpClient: ['TFTP'],
  virtualMachinePlatform: ['VirtualMachinePlatform'],
  workFolders: ['WorkFolders-Client'],
  wsl: ['Microsoft-Windows-Subsystem-Linux', 'VirtualMachinePlatform'],
  xpsPrinter: ['Printing-XPSServices-Features'],
} as const satisfies Record<string, readonly string[]>;
