import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type Bilingual, OperatorError } from '../../../platform/core/index.js';
import { signInside } from '../../../platform/cms/index.js';
import type { SigningPem } from '../../../platform/vault/index.js';

/**
 * A configuration profile inside a CMS SignedData with SHA-256, DER, with the whole chain: what `openssl smime
 * -verify -inform DER` and devices accept. RFC 5652 §5. No signing time is written, so that the same profile and
 * RSA key give the same bytes. Throws OperatorError when a certificate or the key cannot be read, or when no
 * certificate matches the key.
 */
export function signProfile(profile: Uint8Array, { certificates, key, passphrase }: SigningPem): Uint8Array {
  const privateKey = keyOf(key, passphrase);
  return signInside(Buffer.from(profile), chainOf(certificates, privateKey), privateKey);
}

function keyOf(pem: string, passphrase: string | undefined): KeyObject {
  try {
    const key = createPrivateKey({ key: pem, passphrase });
    if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec') return key;
  } catch (cause) {
    throw unusable(
      {
        fr: 'la clé de signature est illisible, ou sa phrase secrète est fausse',
        en: 'the signing key cannot be read, or its passphrase is wrong',
      },
      cause,
    );
  }
  throw unusable({
    fr: 'la clé de signature n’est ni RSA ni EC',
    en: 'the signing key is neither RSA nor EC',
  });
}

/** The certificates as DER, the signer's first. */
function chainOf(pem: string, key: KeyObject): Buffer[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const read = blocks.map(certificateOf);
  const own = read.find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) {
    throw unusable({
      fr: 'aucun certificat de signature ne correspond à la clé',
      en: 'no signing certificate matches the key',
    });
  }
  return [own, ...read.filter((certificate) => certificate !== own)].map(({ raw }) => raw);
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw unusable(
      { fr: 'un certificat de signature est illisible', en: 'a signing certificate cannot be read' },
      cause,
    );
  }
}

function unusable(text: Bilingual, cause?: unknown): OperatorError {
  return new OperatorError(text, {
    cause,
    remedy: {
      fr: 'Donnez en PEM le certificat, ceux de ses autorités, et sa clé privée RSA ou EC.',
      en: 'Give in PEM the certificate, those of its authorities, and its private key, RSA or EC.',
    },
  });
}
