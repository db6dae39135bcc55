import type { DocumentFinding } from '../../../platform/core/index.js';
import { decodeXml } from '../../../platform/xml/index.js';
import { checkAndroidPolicy } from './android/policy.js';
import { checkAndroidProvisioning } from './android/provisioning.js';
import { type AppleCheckOptions, checkApple } from './apple/check-apple.js';
import { checkAutopilot } from './autopilot.js';
import type { MdmKind } from './mdm-kind.js';
import { readXmlOrFinding } from './xml-document.js';

/**
 * What looks at one kind of file. Throws XmlError `too-large` or `encoding`, or InputError, when the bytes cannot
 * even be read as text, and nothing else.
 */
export type MdmChecker = (bytes: Uint8Array, options: AppleCheckOptions) => DocumentFinding[];

/** The checker of each kind: this table is the registration. */
export const CHECKERS: Record<MdmKind, MdmChecker> = {
  mobileconfig: checkApple,
  'android-provisioning': onText(checkAndroidProvisioning),
  'android-policy': onText(checkAndroidPolicy),
  autopilot: onText(checkAutopilot),
  syncml: wellFormed,
  customizations: wellFormed,
  'vpn-profile': wellFormed,
  'wlan-profile': wellFormed,
};

function onText(check: (text: string) => DocumentFinding[]): MdmChecker {
  return (bytes) => check(decodeXml(bytes).text);
}

function wellFormed(bytes: Uint8Array): DocumentFinding[] {
  const read = readXmlOrFinding(bytes, 'xml');
  return 'rule' in read ? [read] : [];
}
