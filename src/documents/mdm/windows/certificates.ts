import { X509Certificate } from 'node:crypto';
import { stableUuid } from '../../connection/index.js';
import { InputError } from '../../../platform/core/index.js';
import type { ProfileCertificate } from '../../profile/index.js';
import type { MdmOrder, NotCarried } from '../order.js';
import { add, type Atomic, type CspCommand, type CspFormat } from './syncml.js';

type Of<K extends ProfileCertificate['kind']> = Extract<ProfileCertificate, { kind: K }>;

/**
 * MS Learn, "RootCATrustedCertificates CSP": the node is the SHA-1 of the certificate, the value the base64 of its DER.
 */
export function authorityCommands({ profile: { certificates = [] } }: MdmOrder): CspCommand[] {
  return certificates.flatMap((certificate, index) => {
    if (certificate.kind !== 'root' && certificate.kind !== 'intermediate') return [];
    const { fingerprint, raw } = new X509Certificate(certificate.pem);
    const store = certificate.kind === 'root' ? 'Root' : 'CA';
    const place = `./Device/Vendor/MSFT/RootCATrustedCertificates/${store}/${fingerprint.replaceAll(':', '')}`;
    return [add(`certificates[${index}].pem`, `${place}/EncodedCertificate`, 'b64', raw.toString('base64'))];
  });
}

/** MS Learn, "ClientCertificateInstall CSP": all commands of a certificate are one Atomic. */
export function clientCertificates(order: MdmOrder): Atomic[] {
  return (order.profile.certificates ?? []).flatMap((certificate, index) => {
    const field = `certificates[${index}]`;
    if (certificate.kind === 'client') return [pfx(certificate, field, order)];
    if (certificate.kind === 'scep' && refusals(certificate).every(([, isWhole]) => !isWhole))
      return [scep(certificate, field, order)];
    return [];
  });
}

function place(certificate: { name: string; store?: 'machine' | 'user' }, kind: string): string {
  const scope = certificate.store === 'user' ? './User' : './Device';
  return `${scope}/Vendor/MSFT/ClientCertificateInstall/${kind}/${stableUuid(`windows certificate ${certificate.name}`)}`;
}

/** In the TPM if there is one. */
const TPM_IF_THERE = 2;

function pfx(certificate: Of<'client'>, field: string, { secret }: MdmOrder): Atomic {
  const node = place(certificate, 'PFXCertInstall');
  const blob = base64Secret(certificate.pkcs12, `${field}.pkcs12`, secret);
  const password = certificate.password;
  return {
    atomic: [
      add(field, node, 'node'),
      add(field, `${node}/KeyLocation`, 'int', TPM_IF_THERE),
      add(`${field}.pkcs12`, `${node}/PFXCertBlob`, 'chr', blob),
      ...(password === undefined
        ? []
        : [
            add(`${field}.password`, `${node}/PFXCertPassword`, 'chr', secret(password)),
            // 0: plain text inside the session, which is protected by TLS.
            add(field, `${node}/PFXCertPasswordEncryptionType`, 'int', 0),
          ]),
      add(field, `${node}/PFXKeyExportable`, 'bool', false),
    ],
  };
}

/** The bytes of a secret as one line of base64. A `{vault:reference}` is left unchanged. */
function base64Secret(reference: { vault: string }, field: string, secret: MdmOrder['secret']): string {
  const value = secret(reference);
  const text = value.replace(/\s/g, '');
  if (
    value === `{vault:${reference.vault}}` ||
    /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
  )
    return text;
  const expected = { fr: 'un PKCS#12 en base64', en: 'a PKCS#12 in base64' };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: '[…]', expected },
  ]);
}

/** keyEncipherment and digitalSignature, 0xA0; RFC 5280 §4.2.1.3. */
const KEY_USAGE = 160;
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

function scep(certificate: Of<'scep'>, field: string, { secret }: MdmOrder): Atomic {
  const node = place(certificate, 'SCEP');
  const set = (option: string, name: string, format: CspFormat, value: string | number | undefined) =>
    value === undefined
      ? []
      : [add(option ? `${field}.${option}` : field, `${node}/Install/${name}`, format, value)];
  return {
    atomic: [
      add(field, node, 'node'),
      ...set('url', 'ServerURL', 'chr', certificate.url),
      ...set('challenge', 'Challenge', 'chr', challenge(certificate, secret)),
      ...set('', 'EKUMapping', 'chr', CLIENT_AUTHENTICATION),
      ...set('', 'KeyUsage', 'int', KEY_USAGE),
      ...set('subject', 'SubjectName', 'chr', certificate.subject),
      ...set('subjectAlternativeNames', 'SubjectAlternativeNames', 'chr', alternativeNames(certificate)),
      ...set('', 'KeyProtection', 'int', TPM_IF_THERE),
      ...set('keySize', 'KeyLength', 'int', certificate.keySize === 4096 ? 4096 : 2048),
      ...set('', 'HashAlgorithm', 'chr', 'SHA-2'),
      ...set('caFingerprint', 'CAThumbprint', 'chr', sha1(certificate)),
      { verb: 'Exec', uri: `${node}/Install/Enroll`, field },
    ],
  };
}

function challenge({ challenge }: Of<'scep'>, secret: MdmOrder['secret']): string {
  if (challenge === undefined) return '';
  const value = secret(challenge);
  return value === `{vault:${challenge.vault}}` ? value : Buffer.from(value).toString('base64');
}

function sha1({ caFingerprint }: Of<'scep'>): string | undefined {
  return caFingerprint?.length === 40 ? caFingerprint.toUpperCase() : undefined;
}

/** Numbers of CERT_ALT_NAME_ENTRY: 2 e-mail, 3 DNS, 7 URI, 11 user principal name; `3+pc.example;11+pc@example`. */
function alternativeNames({ subjectAlternativeNames: names }: Of<'scep'>): string | undefined {
  if (names === undefined) return undefined;
  const { dns = [], email = [], uri = [], userPrincipalName } = names;
  const all = [
    ...dns.map((name) => `3+${name}`),
    ...email.map((name) => `2+${name}`),
    ...uri.map((name) => `7+${name}`),
    ...(userPrincipalName === undefined ? [] : [`11+${userPrincipalName}`]),
  ];
  return all.length === 0 ? undefined : all.join(';');
}

/** Options of a SCEP certificate that Windows does not support; `true` if it cannot have the certificate at all. */
function refusals({
  keySize,
  caFingerprint,
  caIdentifier,
  subjectAlternativeNames,
}: Of<'scep'>): [option: string, isWhole: boolean, reason: NotCarried['reason']][] {
  const names = Object.values(subjectAlternativeNames ?? {}).flat();
  return [
    ...(caIdentifier === undefined
      ? []
      : [['caIdentifier', false, IDENTIFIER] as [string, boolean, NotCarried['reason']]]),
    ...(caFingerprint?.length === 64
      ? [['caFingerprint', false, THUMBPRINT] as [string, boolean, NotCarried['reason']]]
      : []),
    ...(keySize === 3072 ? [['keySize', true, KEY_SIZE] as [string, boolean, NotCarried['reason']]] : []),
    ...(names.some((name) => /[;+]/.test(name))
      ? [['subjectAlternativeNames', true, NAMES] as [string, boolean, NotCarried['reason']]]
      : []),
  ];
}

/** Certificate options that the CSPs do not support. */
export function certificateRefusals({ profile: { certificates = [] } }: MdmOrder): NotCarried[] {
  return certificates.flatMap((certificate, index) => {
    const field = `certificates[${index}]`;
    if (certificate.kind === 'acme') return [{ option: field, reason: ACME }];
    if (certificate.kind !== 'scep') return [];
    return refusals(certificate).map(([option, , reason]) => ({ option: `${field}.${option}`, reason }));
  });
}

const ACME = {
  fr: 'Windows ne demande pas de certificat par ACME',
  en: 'Windows asks for no certificate by ACME',
};
const IDENTIFIER = {
  fr: 'le CSP ne nomme pas l’autorité ; son adresse peut le faire',
  en: 'the CSP does not name the authority; its address may',
};
const THUMBPRINT = {
  fr: 'le CSP ne compare que le SHA-1 de l’autorité',
  en: 'the CSP compares the SHA-1 of the authority only',
};
const KEY_SIZE = {
  fr: 'le CSP ne fait que des clés de 1024, 2048 ou 4096 bits',
  en: 'the CSP makes keys of 1024, 2048 or 4096 bits only',
};
const NAMES = {
  fr: 'le CSP sépare les noms par ; et + : aucun nom ne peut en contenir',
  en: 'the CSP parts names by ; and +: no name can hold one',
};
