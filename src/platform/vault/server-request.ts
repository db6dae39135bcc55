import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { type Bilingual, InputError } from '../core/index.js';
import { x509 } from './x509.js';

const RSA_BITS = [2048, 3072, 4096];
/** Windows may write each of them as its own string type; the text is what counts. */
const COMMON_NAME = /^CN=([a-z0-9.-]+)$/i;

/**
 * The public key of a PKCS#10 request for a server of this name (RFC 2986). Whoever asks proves that he holds its
 * private key; he may ask for no other name and no extension, so that what is signed is decided here alone.
 */
export async function readServerRequest(der: Buffer, name: string): Promise<KeyObject> {
  const request = parsed(der);
  if (!(await isSigned(request))) throw refused('signature', undefined, WELL_SIGNED);
  const subject = COMMON_NAME.exec(request.subject)?.[1]?.toLowerCase();
  if (subject !== name) throw refused('subject', request.subject, both(`CN=${name}`));
  if (request.attributes.length > 0)
    throw refused('attributes', request.attributes.map(({ type }) => type).join(', '), NOTHING);
  const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
  if (!isGood(key)) throw refused('key', wordsOf(key), KEYS);
  return key;
}

const WELL_SIGNED: Bilingual = {
  fr: 'une demande signée avec sa propre clé',
  en: 'a request that is signed with its own key',
};
const NOTHING: Bilingual = { fr: 'aucun attribut, aucune extension', en: 'no attribute and no extension' };
const KEYS: Bilingual = {
  fr: 'une clé RSA de 2048, 3072 ou 4096 bits, ou ECDSA P-256',
  en: 'an RSA key of 2048, 3072 or 4096 bits, or ECDSA P-256',
};

function parsed(der: Buffer): x509.Pkcs10CertificateRequest {
  try {
    return new x509.Pkcs10CertificateRequest(new Uint8Array(der));
  } catch {
    throw refused('request', `${der.length} bytes`, { fr: 'une demande PKCS#10', en: 'a PKCS#10 request' });
  }
}

/** A signature or a key that this program cannot read proves nothing either. */
async function isSigned(request: x509.Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify(webcrypto as Crypto);
  } catch {
    return false;
  }
}

function isGood({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === 'rsa')
    return RSA_BITS.includes(details?.modulusLength ?? 0) && details?.publicExponent === 65537n;
  return type === 'ec' && details?.namedCurve === 'prime256v1';
}

function wordsOf({ asymmetricKeyType, asymmetricKeyDetails: details }: KeyObject): string {
  return [asymmetricKeyType, details?.modulusLength, details?.namedCurve].filter(Boolean).join(' ');
}

function both(text: string): Bilingual {
  return { fr: text, en: text };
}

function refused(field: string, found: unknown, expected: Bilingual): InputError {
  return new InputError(
    {
      fr: 'cette demande de certificat n’est pas celle d’un poste d’Établi',
      en: 'this certificate request is not one of a PC of Établi',
    },
    [{ field, found: found ?? null, expected }],
  );
}
