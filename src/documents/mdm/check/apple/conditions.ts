import { type PlistDict } from '../plist/plist-value.js';

/** Keys that Apple's schema marks as required, but that are only required in some cases. */
const CONDITIONS: Record<string, (dict: PlistDict) => boolean> = {
  // An encrypted profile has EncryptedPayloadContent instead: Apple, "Configuration Profile Reference".
  PayloadContent: (dict) => !dict.entries.has('EncryptedPayloadContent'),
  // Privacy preferences: since macOS 11, Authorization replaces Allowed.
  Allowed: (dict) => !dict.entries.has('Authorization'),
  // The name is only needed when a screen saver is chosen.
  moduleName: (dict) => dict.entries.has('modulePath'),
};

/** Whether a key marked as required is really required, given the other keys. */
export function isRequired(name: string, dict: PlistDict): boolean {
  return CONDITIONS[name]?.(dict) ?? true;
}
