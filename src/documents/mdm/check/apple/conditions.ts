import { type PlistDict } from '../plist/plist-value.js';

/** Keys that the schema requires without saying that only some variants do, or that something else stands for. */
const CONDITIONS: Record<string, (dict: PlistDict) => boolean> = {
  // An encrypted profile has the other one: Apple, "Configuration Profile Reference".
  PayloadContent: (dict) => !dict.entries.has('EncryptedPayloadContent'),
  // Privacy preferences: Authorization says the same since macOS 11, and more.
  Allowed: (dict) => !dict.entries.has('Authorization'),
  // A screen saver is named only where one is chosen.
  moduleName: (dict) => dict.entries.has('modulePath'),
};

/** Whether a key that the table calls required is so, given what stands beside it. */
export function isRequired(name: string, dict: PlistDict): boolean {
  return CONDITIONS[name]?.(dict) ?? true;
}
