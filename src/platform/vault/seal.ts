import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PermanentError } from '../core/index.js';

/** The version of the format, its first byte; another cipher needs another number. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/**
 * AES-256-GCM under `key`: version byte, 12-byte random nonce, ciphertext, 16-byte tag. The version and the
 * context are authenticated, so that a sealed value copied to another place does not open. NIST SP 800-38D.
 */
export function sealWith(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(VERSION, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, body, cipher.getAuthTag()]);
}

/**
 * The value that was sealed under this key and this context. Throws PermanentError when the bytes were
 * changed, truncated, or sealed under another key or context; these cases cannot be distinguished.
 */
export function openWith(key: Buffer, sealed: Buffer, context: string): Buffer {
  const version = sealed[0];
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES) throw unopened(context);
  if (version !== VERSION) throw unknownVersion(context, version);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(version, context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const body = sealed.subarray(1 + NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw unopened(context, cause);
  }
}

function associated(version: number, context: string): Buffer {
  return Buffer.concat([Buffer.from([version]), Buffer.from(context, 'utf8')]);
}

function unopened(context: string, cause?: unknown): PermanentError {
  return new PermanentError(
    {
      fr: `la valeur scellée « ${context} » ne s’ouvre pas : elle a été modifiée, ou scellée avec une autre clé`,
      en: `the sealed value "${context}" does not open: it was changed, or sealed with another key`,
    },
    { cause, data: { context } },
  );
}

function unknownVersion(context: string, version: number | undefined): PermanentError {
  return new PermanentError(
    {
      fr: `la valeur scellée « ${context} » a la version ${version}, cette version d'Établi connaît la version ${VERSION}`,
      en: `the sealed value "${context}" has version ${version}, this release of Établi knows version ${VERSION}`,
    },
    { data: { context, version } },
  );
}
