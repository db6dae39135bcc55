import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Bilingual, InputError } from '../../platform/core/index.js';
import { sha256 } from '../../platform/cms/index.js';
import { readJws, refused, type Outcome } from './jws.js';
import { readAttachment } from './pdf-attachment.js';
import { checkPdfSignature, type Stamped } from './pdf-signature-check.js';
import { certificateSchema, type Certificate } from './record.schema.js';

export type Verification =
  | { valid: true; kind: 'json' | 'pdf'; record: Certificate; timeStamp?: Stamped }
  | { valid: false; reason: Bilingual };

/**
 * Verifies a certificate, JSON or PDF, with only the Ed25519 public key (SPKI PEM). Any changed byte is refused, with
 * the reason. Never throws because of the file; throws InputError when the key is not an Ed25519 public key.
 */
export function verifyCertificate(bytes: Buffer, publicKeyPem: string): Verification {
  const key = ed25519Key(publicKeyPem);
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  if (isPdf) return verifyPdf(bytes, key);
  const outcome = verifyJson(bytes, key);
  return outcome.ok ? { valid: true, kind: 'json', record: outcome.value } : invalid(outcome);
}

function invalid({ reason }: { reason: Bilingual }): Verification {
  return { valid: false, reason };
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
        fr: 'Indiquez certificate-key.pem du dossier de données du serveur, ou la réponse de GET /api/certificates/public-key.',
        en: 'Give certificate-key.pem of the data directory of the server, or the answer of GET /api/certificates/public-key.',
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
 * The signature of the PDF covers every byte; the attached JSON, signed with the Ed25519 key, names the certificate
 * of that signature. So the public key is enough to verify the whole file.
 */
function verifyPdf(bytes: Buffer, key: KeyObject): Verification {
  const signed = checkPdfSignature(bytes);
  if (!signed.ok) return invalid(signed);
  const attached = readAttachment(bytes);
  if (!attached)
    return invalid(
      refused('aucun certificat signé n’est joint au PDF', 'no signed certificate is attached to the PDF'),
    );
  const certificate = verifyJson(attached, key);
  if (!certificate.ok) return invalid(certificate);
  const { certificates, timeStamp } = signed.value;
  const fingerprints = certificates.map((der) => sha256(der).toString('hex'));
  if (fingerprints.join() !== certificate.value.pdfSigner.certificates.join())
    return invalid(
      refused(
        'le PDF n’a pas été signé avec le certificat X.509 que le certificat Établi indique',
        'the PDF was not signed with the X.509 certificate that the Établi certificate names',
      ),
    );
  return { valid: true, kind: 'pdf', record: certificate.value, ...(timeStamp && { timeStamp }) };
}
