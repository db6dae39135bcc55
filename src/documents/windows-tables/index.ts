export { ADMINISTRATOR, administratorOf, ADMINISTRATORS } from './administrators.js';
export { EDITIONS, isGenericKey, isProductKey, type WindowsEdition } from './editions.js';
export { GEO_LOCATIONS, type GeoLocation, geoLocation } from './geo-locations.js';
export {
  defaultInputProfile,
  inputProfile,
  inputProfileName,
  inputProfileParts,
  isInputProfile,
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
export { accessibilityTweaks } from './accessibility.js';
export { ASSISTIVE_PROGRAMS, COLOUR_FILTERS, HIGH_CONTRAST, KEY_AIDS } from './assistive.js';
export { APPS, FEATURES } from './apps.js';
export {
  COMFORT_TWEAKS,
  DESKTOP_ICONS,
  HIDDEN_ICONS,
  START_FOLDERS,
  UPDATE_POLICIES,
} from './comfort/index.js';
export {
  type Amount,
  type Choice,
  CURRENT_VERSION,
  type Toggle,
  type Tweak,
  type TweakData,
  type TweakHive,
  tweakLandsIn,
  type TweakTable,
} from './tweak.js';
