import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Bilingual, InputError } from '../../platform/core/index.js';
import { sha256 } from './cms.js';
import { readJws, refused, type Outcome } from './jws.js';
import { readAttachment } from './pdf-attachment.js';
import { checkPdfSignature } from './pdf-signature-check.js';
import { certificateSchema, type Certificate } from './record.schema.js';

export type Verification =
  { valid: true; kind: 'json' | 'pdf'; record: Certificate } | { valid: false; reason: Bilingual };

/**
 * Checks a certificate, JSON or PDF, with nothing but the Ed25519 public key (SPKI PEM): no network, no
 * database, no list of authorities. Any changed byte is refused with the reason. Never throws for the
 * file's sake; throws InputError when the key is no Ed25519 public key.
 */
export function verifyCertificate(bytes: Buffer, publicKeyPem: string): Verification {
  const key = ed25519Key(publicKeyPem);
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  const outcome = isPdf ? verifyPdf(bytes, key) : verifyJson(bytes, key);
  if (!outcome.ok) return { valid: false, reason: outcome.reason };
  return { valid: true, kind: isPdf ? 'pdf' : 'json', record: outcome.value };
}

function ed25519Key(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw noKey(cause);
  }
  throw noKey();
}

function noKey(cause?: unknown): InputError {
  return new InputError(
    {
      fr: 'La clé publique ne peut pas être lue : une clé publique Ed25519 (PEM) est attendue.',
      en: 'The public key cannot be read: an Ed25519 public key is expected (PEM).',
    },
    [],
    {
      cause,
      remedy: {
        fr: 'Donnez certificate-key.pem du dossier de données du serveur, ou ce que répond GET /api/certificates/public-key.',
        en: 'Give certificate-key.pem of the data directory of the server, or what GET /api/certificates/public-key answers.',
      },
    },
  );
}

function verifyJson(bytes: Buffer, key: KeyObject): Outcome<Certificate> {
  const payload = readJws(bytes, key);
  return payload.ok ? readPayload(payload.value) : payload;
}

function readPayload(payload: Buffer): Outcome<Certificate> {
  const unknown = refused(
    'le format de ce certificat est inconnu',
    'the format of this certificate is unknown',
  );
  try {
    const parsed = certificateSchema.safeParse(JSON.parse(payload.toString('utf8')));
    return parsed.success ? { ok: true, value: parsed.data } : unknown;
  } catch {
    return unknown;
  }
}

/**
 * The PDF's own signature covers every byte of it; the attached JSON, signed with the Ed25519 key, names
 * the certificate that may sign it. So the one public key vouches for the whole file.
 */
function verifyPdf(bytes: Buffer, key: KeyObject): Outcome<Certificate> {
  const signers = checkPdfSignature(bytes);
  if (!signers.ok) return signers;
  const attached = readAttachment(bytes);
  if (!attached)
    return refused(
      'aucun certificat signé n’est joint au PDF',
      'no signed certificate is attached to the PDF',
    );
  const certificate = verifyJson(attached, key);
  if (!certificate.ok) return certificate;
  const fingerprints = signers.value.map((der) => sha256(der).toString('hex'));
  if (fingerprints.join() !== certificate.value.pdfSigner.certificates.join())
    return refused(
      'le PDF a été signé par un autre que celui que le certificat nomme',
      'the PDF was signed by another than the one that the certificate names',
    );
  return certificate;
}
