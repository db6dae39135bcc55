export { ADMINISTRATOR, administratorOf, ADMINISTRATORS } from './administrators.js';
export { editionOfId, EDITIONS, isProductKey, type WindowsEdition } from './editions.js';
export { GEO_LOCATIONS, type GeoLocation, geoLocation } from './geo-locations.js';
export {
  defaultInputProfile,
  inputProfile,
  inputProfileParts,
  isKnownKeyboard,
  KEYBOARDS,
  keyboardOfXkb,
} from './keyboards.js';
export {
  IMAGE_LANGUAGES,
  imageLanguageOf,
  localeOf,
  localeOfLcid,
  localeOfPosix,
  LOCALES,
  type WindowsLocale,
} from './locales.js';
export { expectedName, nearNames } from './near-names.js';
export { TIME_ZONE_NAMES, WINDOWS_TIME_ZONES, windowsTimeZone } from './time-zones.js';
export { accessibilityOptions } from './accessibility.js';
export { ASSISTIVE_PROGRAMS, assistiveProgramOptions, colourOptions } from './assistive.js';
export { APPS, FEATURES } from './apps.js';
export {
  COMFORT_OPTIONS,
  type EachEffect,
  type Effects,
  furtherComfortOptions,
  POWER_PLANS,
  preferencesMask,
} from './comfort/index.js';
export {
  csp,
  type CspPlace,
  CURRENT_VERSION,
  type DataOf,
  landsIn,
  isOptionRow,
  type OptionHive,
  type OptionPlace,
  type OptionRow,
  type OptionTable,
  type OptionTree,
  type OptionWriter,
  type RegistryData,
  type RegistryPlace,
  type ScriptPlace,
  type SettingPlace,
} from './option-row.js';
export {
  filePath,
  FIREWALL_NAMES,
  FIREWALL_OPTIONS,
  FIREWALL_PROFILES,
  type FirewallProfile,
} from './firewall.js';
export { windowsOptionRows } from './windows-options.js';
export { NETWORK_OPTIONS } from './network.js';
export { SECURITY_OPTIONS } from './security/index.js';
export { SETUP_OPTIONS } from './setup.js';
export {
  accountName,
  domainAccountName,
  domainName,
  localGroup,
  windowsLine,
  windowsText,
} from './windows-text.js';
export {
  isReleaseWithin,
  type Releases,
  targetsOfImage,
  type WindowsProduct,
  WINDOWS_ARCHITECTURES,
  WINDOWS_TARGETS,
  type WindowsArchitecture,
  type WindowsTarget,
} from './targets.js';
