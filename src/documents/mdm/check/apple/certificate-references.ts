import { isPlaceholder } from '../placeholder.js';
import type { PlistValue } from '../plist/plist-value.js';
import { textAt } from '../plist/plist-value.js';
import type { Report } from '../report.js';
import type { AppleFile, AppleRule } from './apple-file.js';
import { everyEntry } from './every-entry.js';

/** Keys that refer to certificates by PayloadUUID in the same profile. */
const REFERENCE =
  /^(?:\w*PayloadCertificate(?:Anchor)?UUID|PayloadCertificateArray|TLSCertificateAnchorUUID|IdentityCertificateUUID|EncryptCertPayloadUUID|SMIME(?:Signing|Encryption)CertificateUUID|certificateUUID)$/;

/** Payloads that contain or request a certificate or an identity. */
const CERTIFICATES =
  /^com\.apple\.(?:security\.(?:root|pem|pkcs1|pkcs12|scep|acme|der|wapi-identity)|ADCertificate\.managed)$/;

/** Reports references to certificates that are missing, or that are not certificates. */
export const certificateReferences: AppleRule = (file, report) => {
  const types = typesByUuid(file);
  for (const { dict, known } of file.payloads) {
    if (!known) continue; // in payloads of applications the same name may mean something else
    for (const [name, { value }] of everyEntry(dict)) {
      if (REFERENCE.test(name)) check(value, types, report);
    }
  }
};

function typesByUuid({ payloads }: AppleFile): Map<string, string> {
  return new Map(
    payloads.map(({ dict, type = '' }) => [textAt(dict, 'PayloadUUID')?.trim().toUpperCase() ?? '', type]),
  );
}

function check(value: PlistValue, types: ReadonlyMap<string, string>, report: Report): void {
  if (value.kind === 'array') for (const item of value.items) check(item, types, report);
  if (value.kind !== 'string' || value.value.trim() === '' || isPlaceholder(value.value)) return;
  const type = types.get(value.value.trim().toUpperCase());
  if (type !== undefined && (CERTIFICATES.test(type) || !type.startsWith('com.apple.'))) return;
  report.add({
    rule: type === undefined ? 'apple/missing-certificate' : 'apple/not-a-certificate',
    severity: 'error',
    at: value,
    found: type === undefined ? value.value : `${value.value} (${type})`,
    expected: {
      fr: 'le PayloadUUID d’un certificat du même profil',
      en: 'the PayloadUUID of a certificate in the same profile',
    },
    remedy: {
      fr: 'ajoutez ce certificat au profil (com.apple.security.…), ou corrigez l’UUID',
      en: 'add that certificate to the profile (com.apple.security.…), or correct the UUID',
    },
  });
}
