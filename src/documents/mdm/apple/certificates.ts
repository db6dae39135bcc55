import { X509Certificate } from 'node:crypto';
import { InputError } from '../../../platform/core/index.js';
import type { ProfileCertificate } from '../../profile/index.js';
import {
  type AppleContext,
  type ApplePart,
  type ApplePayload,
  joined,
  notCarried,
  present,
} from './apple-context.js';
import { namesOf, subjectOf } from './certificate-names.js';

type Of<Kind extends ProfileCertificate['kind']> = Extract<ProfileCertificate, { kind: Kind }>;

/** A payload for each certificate of the profile, which Wi-Fi and VPN refer to by its UUID. */
export function certificateParts(context: AppleContext): ApplePart {
  return joined(
    (context.profile.certificates ?? []).map((one, index) =>
      certificatePart(one, `certificates[${index}]`, context),
    ),
  );
}

function certificatePart(certificate: ProfileCertificate, option: string, context: AppleContext): ApplePart {
  const { name } = certificate;
  if ('pem' in certificate)
    return { payloads: [authority(name, certificate.kind, certificate.pem)], notCarried: [] };
  const { payload, refused } =
    certificate.kind === 'client'
      ? identity(certificate, option, context)
      : certificate.kind === 'scep'
        ? scep(certificate, option, context)
        : acme(certificate, option);
  return { payloads: [{ kind: 'certificate', name, title: name, ...payload }], notCarried: refused };
}

/** A certificate authority; an intermediate authority is trusted through its root. */
export function authority(name: string, kind: 'root' | 'intermediate', pem: string): ApplePayload {
  return {
    type: kind === 'root' ? 'com.apple.security.root' : 'com.apple.security.pkcs1',
    kind: 'certificate',
    name,
    title: name,
    content: { PayloadCertificateFileName: `${name}.cer`, PayloadContent: new X509Certificate(pem).raw },
  };
}

interface Written {
  payload: Pick<ApplePayload, 'type' | 'content'>;
  refused: ApplePart['notCarried'];
}

function identity(certificate: Of<'client'>, option: string, context: AppleContext): Written {
  const { pkcs12, password, name } = certificate;
  return {
    payload: {
      type: 'com.apple.security.pkcs12',
      content: {
        PayloadCertificateFileName: `${name}.p12`,
        PayloadContent: base64Secret(`${option}.pkcs12`, pkcs12, context),
        Password: password && context.secretText(`${option}.password`, password),
      },
    },
    refused: misplaced(certificate, option, context),
  };
}

/** A profile has one scope for all its payloads; an iPhone or iPad has one certificate store. */
function misplaced(
  { store }: Of<'client'>,
  option: string,
  { system, mdm }: AppleContext,
): Written['refused'] {
  if (store === undefined) return [];
  const isOfUser = system === 'macos' && mdm.apple.scope === 'user';
  if ((store === 'user') === isOfUser) return [];
  return [
    system === 'ios'
      ? notCarried(
          `${option}.store`,
          'un iPhone ou un iPad a un seul magasin de certificats pour tout l’appareil',
          'an iPhone or iPad has one certificate store for the whole device',
        )
      : notCarried(
          `${option}.store`,
          'tout le profil a la même portée, celle de mdm.apple.scope',
          'the whole profile has one scope, that of mdm.apple.scope',
        ),
  ];
}

/** The bytes of a base64 secret; in a preview, the reference itself. */
function base64Secret(field: string, secret: { vault: string }, context: AppleContext): Uint8Array {
  const value = context.secret(secret);
  if (value === `{vault:${secret.vault}}`) return Buffer.from(value);
  const compact = value.replace(/\s/g, '');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return Buffer.from(compact, 'base64');
  const expected = { fr: 'un fichier PKCS#12 en base64', en: 'a PKCS#12 file in base64' };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: '[secret]', expected },
  ]);
}

const SCEP_SIZES = [2048, 4096];
/** Signing and encryption. */
const BOTH_USES = 5;

function scep(certificate: Of<'scep'>, option: string, context: AppleContext): Written {
  const { url, subject, subjectAlternativeNames, challenge, caIdentifier, caFingerprint, keySize } =
    certificate;
  const names = namesOf(subjectAlternativeNames, option);
  const wanted = subjectOf(subject, option);
  const size = keySize === undefined || SCEP_SIZES.includes(keySize) ? (keySize ?? 2048) : 4096;
  const content = present({
    URL: url,
    Name: caIdentifier,
    Subject: wanted.subject,
    SubjectAltName: names.names,
    Challenge: challenge && context.secretText(`${option}.challenge`, challenge),
    Keysize: size,
    'Key Type': 'RSA',
    'Key Usage': BOTH_USES,
    CAFingerprint: caFingerprint === undefined ? undefined : Buffer.from(caFingerprint, 'hex'),
  });
  return {
    payload: { type: 'com.apple.security.scep', content: { PayloadContent: content } },
    refused: [
      ...wanted.refused,
      ...names.refused,
      ...(keySize === undefined || size === keySize
        ? []
        : [
            notCarried(
              `${option}.keySize`,
              'SCEP chez Apple n’accepte que 2048 et 4096 bits : 4096 est demandé',
              'Apple’s SCEP supports only 2048 and 4096 bits: 4096 is requested',
            ),
          ]),
    ],
  };
}

function acme(certificate: Of<'acme'>, option: string): Written {
  const { directoryUrl, clientIdentifier, subject, subjectAlternativeNames, attest } = certificate;
  const names = namesOf(subjectAlternativeNames, option);
  const wanted = subjectOf(subject, option);
  const { type, size, hardwareBound, refused } = acmeKey(certificate, option);
  return {
    payload: {
      type: 'com.apple.security.acme',
      content: {
        DirectoryURL: directoryUrl,
        ClientIdentifier: clientIdentifier,
        KeyType: type === 'rsa' ? 'RSA' : 'ECSECPrimeRandom',
        KeySize: size,
        HardwareBound: hardwareBound,
        Subject: wanted.subject,
        SubjectAltName: names.names,
        UsageFlags: BOTH_USES,
        Attest: attest,
      },
    },
    refused: [...wanted.refused, ...names.refused, ...refused],
  };
}

const ACME_SIZES = { rsa: [2048, 3072, 4096], ec: [256, 384, 521], hardware: [256, 384] };

/** A key in the secure element is P-256 or P-384, and only such a key can be attested. */
export function acmeKey({ keyType, keySize, hardwareBound, attest }: Of<'acme'>, option: string) {
  const bound = hardwareBound === true || attest === true;
  const type: 'ec' | 'rsa' = bound ? 'ec' : (keyType ?? 'ec');
  const sizes = bound ? ACME_SIZES.hardware : ACME_SIZES[type];
  const [size = 256] = keySize !== undefined && sizes.includes(keySize) ? [keySize] : sizes;
  const refusal = (name: string) =>
    notCarried(
      `${option}.${name}`,
      `incompatible avec les autres options : ${type.toUpperCase()} ${size} bits est demandé`,
      `incompatible with the other options: ${type.toUpperCase()} ${size} bits is requested`,
    );
  return {
    type,
    size,
    hardwareBound: bound,
    refused: [
      ...(keyType !== undefined && keyType !== type ? [refusal('keyType')] : []),
      ...(keySize !== undefined && keySize !== size ? [refusal('keySize')] : []),
      ...(hardwareBound === false && bound ? [refusal('hardwareBound')] : []),
    ],
  };
}
