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
  localeOf,
  localeOfLcid,
  localeOfPosix,
  LOCALES,
  type WindowsLocale,
} from './locales.js';
export { expectedName, nearNames } from './near-names.js';
export { TIME_ZONE_NAMES, WINDOWS_TIME_ZONES, windowsTimeZone } from './time-zones.js';
