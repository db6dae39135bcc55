import { POLICY_FIELDS } from './android/policy-fields.js';
import { looksSigned } from './apple/signed.js';
import type { MdmKind } from './mdm-kind.js';

/** Enough to tell a kind by. */
const HEAD_BYTES = 65_536;

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

/** Keys that only one kind of JSON has. */
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

/** What kind of file this is: what it says itself comes first, its name where that says nothing. */
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

/** UTF-16 is read by its marks; all that tells a kind is ASCII, so that any other encoding will do as Latin-1. */
function headOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES));
  const [first = 0, second = 0] = head;
  const wide = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  if (wide) return new TextDecoder('utf-16le').decode(head);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return new TextDecoder('utf-16be').decode(head);
  return head.toString('latin1').replace(/^\xef\xbb\xbf/, '');
}
