import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Bilingual } from '../../platform/core/index.js';

/** The `typ` header, RFC 7515 §4.1.9, which distinguishes a certificate from other signed documents. */
const TYPE = 'etabli-certificate+jws';

/** Signs with Ed25519 (RFC 8032). */
export interface PayloadSigner {
  keyId(): string | Promise<string>;
  sign(bytes: Buffer): Buffer | Promise<Buffer>;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; reason: Bilingual };

export function refused(fr: string, en: string): { ok: false; reason: Bilingual } {
  return { ok: false, reason: { fr, en } };
}

/** A flattened JWS (RFC 7515 §7.2.2) with EdDSA over Ed25519 (RFC 8037 §3.1), in the only form that readJws accepts. */
export async function signJws(payload: Buffer, signer: PayloadSigner): Promise<string> {
  const header = { alg: 'EdDSA', kid: await signer.keyId(), typ: TYPE };
  const protectedPart = Buffer.from(JSON.stringify(header)).toString('base64url');
  const payloadPart = payload.toString('base64url');
  const signature = await signer.sign(Buffer.from(`${protectedPart}.${payloadPart}`, 'ascii'));
  return serialise(protectedPart, payloadPart, signature.toString('base64url'));
}

function serialise(protectedPart: string, payload: string, signature: string): string {
  return `${JSON.stringify({ protected: protectedPart, payload, signature }, null, 2)}\n`;
}

interface Parts {
  protected: string;
  payload: string;
  signature: string;
}

function readParts(bytes: Buffer): Parts | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Record<string, unknown> | null;
    const { protected: header, payload, signature } = value ?? {};
    if (typeof header !== 'string' || typeof payload !== 'string' || typeof signature !== 'string')
      return undefined;
    return { protected: header, payload, signature };
  } catch {
    return undefined;
  }
}

function headerOf(part: string): { alg?: unknown; typ?: unknown; kid?: unknown } {
  try {
    return (JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/**
 * The payload of a JWS that was signed with this key. The bytes must have the form that signJws writes: white space,
 * escaped letters or unused bits of base64url do not change the meaning, but any changed byte must be refused.
 */
export function readJws(bytes: Buffer, publicKey: KeyObject | string): Outcome<Buffer> {
  const parts = readParts(bytes);
  if (!parts) return refused('ce n’est pas un certificat Établi', 'this is not an Établi certificate');
  const signature = Buffer.from(parts.signature, 'base64url');
  const { alg, typ } = headerOf(parts.protected);
  if (alg !== 'EdDSA' || typ !== TYPE)
    return refused(
      'l’en-tête de la signature n’est pas celui d’un certificat Établi',
      'the signature header is not that of an Établi certificate',
    );
  const signed = Buffer.from(`${parts.protected}.${parts.payload}`, 'utf8');
  const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey;
  if (signature.length !== 64 || !verify(null, signed, key, signature))
    return refused(
      'la signature Ed25519 ne correspond pas au contenu : il a été modifié, ou une autre clé l’a signé',
      'the Ed25519 signature does not match the content: it was changed, or another key signed it',
    );
  const canonical = serialise(parts.protected, parts.payload, signature.toString('base64url'));
  if (!bytes.equals(Buffer.from(canonical, 'utf8')))
    return refused(
      'le fichier n’est pas dans la forme où il a été émis',
      'the file is not in the form in which it was issued',
    );
  return { ok: true, value: Buffer.from(parts.payload, 'base64url') };
}
