import { z } from 'zod';
import { expecting } from './expected.js';
import { isUrl } from './rules.js';

const forbidden = (what: string) => z.boolean().optional().describe(`${what}: false forbids it`);

/**
 * What users may do on their device, the same for all platforms. Without an option, the default of the platform
 * applies; `false` forbids, `true` allows even if the default of the platform is to forbid.
 */
export const restrictions = z.strictObject({
  camera: forbidden('The camera'),
  screenCapture: forbidden('Screenshots and recordings of the screen'),
  microphone: forbidden('The microphone, where apps ask for it'),
  location: forbidden('Telling apps where the device is'),
  bluetooth: forbidden('Bluetooth'),
  removableStorage: z
    .enum(['allow', 'read-only', 'deny'])
    .optional()
    .describe('USB sticks, memory cards, external disks'),
  usbFileTransfer: forbidden('Files exchanged with a computer over USB'),
  nearbySharing: forbidden('AirDrop, Quick Share, Nearby sharing'),
  printing: forbidden('Printing'),
  appInstallation: forbidden('Installing apps'),
  unknownSources: forbidden('Apps from outside the official store'),
  cloudBackup: forbidden('Backups in the maker’s cloud'),
  cloudDocuments: forbidden('Documents kept in the maker’s cloud'),
  voiceAssistant: forbidden('Siri, Google Assistant, Cortana, Copilot'),
  browserPrivateMode: forbidden('Private windows of the browser'),
  browserPasswordManager: forbidden('Passwords that the browser remembers'),
  browserAutofill: forbidden('Addresses and cards that the browser fills in'),
  browserPopUps: forbidden('Pop-up windows of web sites'),
  browserHomepage: z
    .string()
    .max(500)
    .refine((text) => isUrl(text, ['http', 'https']), {
      error: expecting('une adresse http:// ou https://', 'an http:// or https:// address'),
    })
    .optional()
    .describe('First page of the browser'),
  biometricUnlock: forbidden('Unlocking by fingerprint or face'),
  accountChanges: forbidden('Adding or removing accounts of mail and clouds'),
  guestAccount: forbidden('Guest sessions'),
  factoryReset: forbidden('Erasing the device from its own settings'),
  developerMode: forbidden('Developer mode, USB debugging'),
  diagnostics: forbidden('Diagnostics sent to the maker'),
  gaming: forbidden('Game centre and games of the system'),
});

export type ProfileRestrictions = z.output<typeof restrictions>;
