import type { DocumentFinding } from '../../../platform/core/index.js';
import { decodeXml } from '../../../platform/xml/index.js';
import { type CheckedKinds, type Checker, readXmlOrFinding } from '../../engine/index.js';
import type { MdmPlatform } from '../platform.js';
import { checkAndroidPolicy } from './android/policy.js';
import { checkAndroidProvisioning } from './android/provisioning.js';
import type { AppleTarget } from './apple/apple-file.js';
import { checkApple } from './apple/check-apple.js';
import { checkAutopilot } from './autopilot.js';
import type { MdmKind } from './mdm-kind.js';
import { recogniseKind } from './recognise-kind.js';

/** What the caller knows of a file. */
export interface MdmCheckOptions {
  /** What the device is; without it nothing is said about what its system does not have. */
  platform?: MdmPlatform;
  /** Version of its system: `15.2`. */
  system?: string;
  /** Name of the file, without its folder. */
  fileName?: string;
  /** The date against which validity dates are checked; now by default. */
  now?: Date;
}

type MdmChecker = Checker<MdmCheckOptions>;

/** Every kind of file of device management with its checker. */
export const MDM_CHECKS: CheckedKinds<MdmKind, MdmCheckOptions> = {
  checkers: {
    mobileconfig,
    'android-provisioning': onText(checkAndroidProvisioning),
    'android-policy': onText(checkAndroidPolicy),
    autopilot: onText(checkAutopilot),
    syncml: wellFormed,
    customizations: wellFormed,
    'vpn-profile': wellFormed,
    'wlan-profile': wellFormed,
  },
  recognise: recogniseKind,
  expected: {
    fr: 'un profil de configuration d’Apple, un JSON d’Android ou d’Autopilot, un SyncML ou un customizations.xml',
    en: 'a configuration profile of Apple, a JSON of Android or Autopilot, a SyncML or a customizations.xml',
  },
};

const APPLE_NAMES: Partial<Record<MdmPlatform, AppleTarget['name']>> = { ios: 'iOS', macos: 'macOS' };

function mobileconfig(bytes: Uint8Array, options: MdmCheckOptions): DocumentFinding[] {
  const { platform, system, now = new Date() } = options;
  const name = platform && APPLE_NAMES[platform];
  return checkApple(bytes, { target: name && { name, version: system }, now });
}

function onText(check: (text: string) => DocumentFinding[]): MdmChecker {
  return (bytes) => check(decodeXml(bytes).text);
}

function wellFormed(bytes: Uint8Array): DocumentFinding[] {
  const read = readXmlOrFinding(bytes, 'xml');
  return 'rule' in read ? [read] : [];
}
