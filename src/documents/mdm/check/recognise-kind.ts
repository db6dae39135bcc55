import { headOf } from '../../engine/index.js';
import { POLICY_FIELDS } from './android/policy-fields.js';
import { looksSigned } from './apple/signed.js';
import type { MdmKind } from './mdm-kind.js';

/** Root elements, by local name. */
const ROOTS: Record<string, MdmKind> = {
  plist: 'mobileconfig',
  dict: 'mobileconfig',
  SyncML: 'syncml',
  SyncBody: 'syncml',
  WindowsCustomizations: 'customizations',
  VPNProfile: 'vpn-profile',
  WLANProfile: 'wlan-profile',
};

/** Keys that only one kind of JSON file has. */
const JSON_KEYS: [RegExp, MdmKind][] = [
  [/"android\.app\.extra\.PROVISIONING_/, 'android-provisioning'],
  [/"(?:CloudAssigned\w+|ZtdCorrelationId)"/i, 'autopilot'],
  [
    new RegExp(`"(?:${[...POLICY_FIELDS.keys()].filter((name) => name.length > 7).join('|')})"\\s*:`),
    'android-policy',
  ],
];

const FILE_NAMES: [RegExp, MdmKind][] = [
  [/\.mobileconfig$/i, 'mobileconfig'],
  [/autopilot.*\.json$/i, 'autopilot'],
  [/provisioning.*\.json$/i, 'android-provisioning'],
  [/policy.*\.json$/i, 'android-policy'],
  [/customizations.*\.xml$/i, 'customizations'],
  [/syncml.*$|\.syncml$/i, 'syncml'],
];

/** The kind of a file, by its content, else by its name. */
export function recogniseKind(bytes: Uint8Array, fileName = ''): MdmKind | undefined {
  return byContent(bytes) ?? FILE_NAMES.find(([pattern]) => pattern.test(fileName))?.[1];
}

function byContent(bytes: Uint8Array): MdmKind | undefined {
  if (looksSigned(bytes)) return 'mobileconfig';
  const start = headOf(bytes).trimStart();
  if (start.startsWith('<')) return byRoot(start);
  if (!start.startsWith('{')) return undefined;
  return JSON_KEYS.find(([pattern]) => pattern.test(start))?.[1];
}

function byRoot(text: string): MdmKind | undefined {
  const root = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)/.exec(text.replace(/<[?!][^>]*>/g, ''))?.[1];
  if (root !== undefined && Object.hasOwn(ROOTS, root)) return ROOTS[root];
  return undefined;
}
