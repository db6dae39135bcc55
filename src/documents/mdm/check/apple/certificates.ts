import { X509Certificate } from 'node:crypto';
import { type PlistScalar, valueAt } from '../plist/plist-value.js';
import type { Report } from '../report.js';
import type { AppleRule } from './apple-file.js';

/** Payloads that contain a certificate, DER or PEM. */
const PLAIN = /^com\.apple\.security\.(?:root|pem|pkcs1|der)$/;

/** Reports invalid and expired certificates. */
export const certificates: AppleRule = ({ payloads, now }, report) => {
  for (const { dict, type = '' } of payloads) {
    const content = PLAIN.test(type) ? valueAt(dict, 'PayloadContent', 'data') : undefined;
    if (content?.value !== undefined) check(content, content.value, now, report);
  }
};

function check(at: PlistScalar, bytes: Buffer, now: Date, report: Report): void {
  const certificate = read(bytes);
  if (certificate === undefined) return unreadable(at, report);
  const end = new Date(certificate.validTo);
  if (!(end.getTime() < now.getTime())) return;
  report.add({
    rule: 'apple/expired-certificate',
    severity: 'warning',
    at,
    found: end.toISOString().slice(0, 10),
    expected: { fr: 'un certificat encore valable', en: 'a certificate that is still valid' },
    remedy: {
      fr: 'remplacez-le par son certificat renouvelé',
      en: 'replace it with the renewed certificate',
    },
  });
}

function read(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

function unreadable(at: PlistScalar, report: Report): void {
  report.add({
    rule: 'apple/bad-certificate',
    severity: 'error',
    at,
    found: '<data> …',
    expected: { fr: 'un certificat X.509, DER ou PEM', en: 'an X.509 certificate, DER or PEM' },
    remedy: {
      fr: 'mettez ici le certificat lui-même, en base64 (base64 < certificat.cer)',
      en: 'put the certificate itself here, in base64 (base64 < certificate.cer)',
    },
  });
}
