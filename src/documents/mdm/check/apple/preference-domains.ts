/**
 * Payloads that macOS stores as managed preferences of the domain with their name: they may have any
 * key, and UserDefaults also reads numbers and words as booleans.
 * developer.apple.com/documentation/foundation/userdefaults.
 */
const DOMAINS = new Set([
  '.GlobalPreferences',
  'com.apple.Dictionary',
  'com.apple.DiscRecording',
  'com.apple.MCX',
  'com.apple.MCX.FileVault2',
  'com.apple.MCX.TimeMachine',
  'com.apple.NSExtension',
  'com.apple.SetupAssistant.managed',
  'com.apple.ShareKitHelper',
  'com.apple.SoftwareUpdate',
  'com.apple.applicationaccess',
  'com.apple.applicationaccess.new',
  'com.apple.appstore',
  'com.apple.AssetCache.managed',
  'com.apple.dashboard',
  'com.apple.desktop',
  'com.apple.dock',
  'com.apple.familycontrols.contentfilter',
  'com.apple.familycontrols.timelimits.v2',
  'com.apple.fileproviderd',
  'com.apple.finder',
  'com.apple.gamed',
  'com.apple.ironwood.support',
  'com.apple.loginitems.managed',
  'com.apple.loginwindow',
  'com.apple.mcxMenuExtras',
  'com.apple.mcxloginscripts',
  'com.apple.mcxprinting',
  'com.apple.preference.security',
  'com.apple.preference.users',
  'com.apple.screensaver',
  'com.apple.screensaver.user',
  'com.apple.security.smartcard',
  'com.apple.systempreferences',
  'com.apple.systemuiserver',
  'com.apple.universalaccess',
  'loginwindow',
]);

export function isPreferenceDomain(type: string | undefined): boolean {
  return type !== undefined && DOMAINS.has(type);
}
