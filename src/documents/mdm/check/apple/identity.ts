import { isPlaceholder } from '../placeholder.js';
import { type PlistDict, valueAt } from '../plist/plist-value.js';
import type { Placed, Report } from '../report.js';
import type { AppleRule } from './apple-file.js';

/**
 * How a device identifies a profile and its payloads: PayloadUUID is unique, PayloadIdentifier says which one an
 * update replaces. developer.apple.com/documentation/devicemanagement/toplevel.
 */
export const identity: AppleRule = ({ profile, payloads }, report) => {
  const uuids = new Map<string, Placed>();
  const identifiers = new Map<string, Placed>();
  for (const dict of [profile, ...payloads.map((payload) => payload.dict)]) {
    uuid(dict, uuids, report);
    identifier(dict, dict === profile ? undefined : identifiers, report);
  }
};

const UUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
/** Usually a reverse domain name; Apple requires printable ASCII. */
const IDENTIFIER = /^[\x20-\x7e]+$/;

function uuid(dict: PlistDict, seen: Map<string, Placed>, report: Report): void {
  const at = valueAt(dict, 'PayloadUUID', 'string');
  if (!at || isPlaceholder(at.value)) return;
  const uuid = at.value.trim().toUpperCase();
  if (seen.has(uuid)) return duplicateUuid(at, at.value, report);
  seen.set(uuid, at);
  if (UUID.test(uuid)) return;
  report.add({
    rule: 'apple/bad-uuid',
    severity: 'warning',
    at,
    found: at.value,
    expected: {
      fr: 'un UUID : 3F2504E0-4F89-41D3-9A0C-0305E82C3301',
      en: 'a UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301',
    },
    remedy: {
      fr: 'donnez un UUID valide (uuidgen), et gardez-le d’une version à l’autre',
      en: 'give a valid UUID (uuidgen), and keep it in later versions',
    },
  });
}

function duplicateUuid(at: Placed, found: string, report: Report): void {
  report.add({
    rule: 'apple/duplicate-uuid',
    severity: 'error',
    at,
    found,
    expected: {
      fr: 'un PayloadUUID propre à chaque contenu du profil',
      en: 'a PayloadUUID of its own for each part of the profile',
    },
    remedy: { fr: 'donnez-lui un autre UUID (uuidgen)', en: 'give it another UUID (uuidgen)' },
  });
}

function identifier(dict: PlistDict, seen: Map<string, Placed> | undefined, report: Report): void {
  const at = valueAt(dict, 'PayloadIdentifier', 'string');
  if (!at || isPlaceholder(at.value)) return;
  if (!IDENTIFIER.test(at.value)) badIdentifier(at, at.value, report);
  if (seen?.has(at.value)) duplicateIdentifier(at, at.value, report);
  seen?.set(at.value, at);
}

function badIdentifier(at: Placed, found: string, report: Report): void {
  report.add({
    rule: 'apple/bad-identifier',
    severity: 'warning',
    at,
    found,
    expected: { fr: 'un nom en ASCII : com.exemple.wifi', en: 'a name in ASCII: com.example.wifi' },
    remedy: {
      fr: 'utilisez un nom de domaine inversé, et gardez-le d’une version à l’autre',
      en: 'use a reverse domain name, and keep it in later versions',
    },
  });
}

function duplicateIdentifier(at: Placed, found: string, report: Report): void {
  report.add({
    rule: 'apple/duplicate-identifier',
    severity: 'warning',
    at,
    found,
    expected: {
      fr: 'un PayloadIdentifier propre à chaque contenu du profil',
      en: 'a PayloadIdentifier of its own for each part of the profile',
    },
    remedy: {
      fr: 'donnez-leur des noms différents : sinon, lors d’une mise à jour, l’appareil ne sait pas lequel remplacer',
      en: 'give them different names: otherwise, in an update, the device does not know which one to replace',
    },
  });
}
