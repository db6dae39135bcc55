import { X509Certificate } from 'node:crypto';
import { InputError } from '../../platform/core/index.js';
import type { ProfileCertificate, ProfileDocument } from '../profile/index.js';

/** The certificates and secrets that a connection of a profile refers to. */
export interface ConnectionContext {
  /** Path of the connection in the profile, for errors: `network.wifi[0]`. */
  field: string;
  certificates: readonly ProfileCertificate[];
  /** The value of a secret, or `{vault:reference}` in a preview. */
  secret: (secret: { vault: string }) => string;
}

/** The context of `network.wifi[index]` or `network.vpn[index]`. */
export function contextOf(
  { certificates = [] }: Pick<ProfileDocument, 'certificates'>,
  kind: 'wifi' | 'vpn',
  index: number,
  secret: ConnectionContext['secret'],
): ConnectionContext {
  return { field: `network.${kind}[${index}]`, certificates, secret };
}

/** The error for an option that this system does not support, or for an invalid secret. Does not repeat the value. */
export function cannot(field: string, fr: string, en: string): InputError {
  return new InputError({ fr: `${field} : attendu ${fr}`, en: `${field}: expected ${en}` }, [
    { field, found: '[…]', expected: { fr, en } },
  ]);
}

/** A secret's value, checked by `test`; in a preview it is not checked. Throws InputError. */
export function goodSecret(
  context: ConnectionContext,
  field: string,
  secret: { vault: string },
  test: (value: string) => boolean,
  [fr, en]: [fr: string, en: string],
): string {
  const value = context.secret(secret);
  if (value === `{vault:${secret.vault}}` || test(value)) return value;
  throw cannot(`${context.field}.${field}`, fr, en);
}

/** A password: one line that is valid in XML, in a keyfile and in a command. */
export function password(context: ConnectionContext, field: string, secret: { vault: string }): string {
  return goodSecret(
    context,
    field,
    secret,
    (value) => /^[^\u0000-\u001f\u007f\ufffe\uffff\p{Surrogate}]{1,256}$/u.test(value),
    ['un mot de passe d’une ligne, 256 caractères au plus', 'a password of one line, at most 256 characters'],
  );
}

/** IEEE 802.11 annex J.4: 8 to 63 printable ASCII characters, or the key itself in 64 hexadecimal digits. */
export function passphrase(context: ConnectionContext, secret: { vault: string }): string {
  return goodSecret(
    context,
    'passphrase',
    secret,
    (value) => /^[\x20-\x7e]{8,63}$/.test(value) || /^[0-9A-Fa-f]{64}$/.test(value),
    [
      'une phrase secrète de 8 à 63 caractères ASCII, ou 64 chiffres hexadécimaux',
      'a passphrase of 8 to 63 ASCII characters, or 64 hexadecimal digits',
    ],
  );
}

/** The certificate authorities that may sign the server's certificate, PEM, in the profile's order. */
export function authorities(context: ConnectionContext, names: readonly string[] = []): string[] {
  return context.certificates.flatMap((certificate) =>
    'pem' in certificate && names.includes(certificate.name) ? [certificate.pem] : [],
  );
}

/** The thumbprint of a certificate in Windows: SHA-1 of its DER, 40 upper-case hexadecimal digits. */
export function thumbprint(pem: string): string {
  return new X509Certificate(pem).fingerprint.replaceAll(':', '');
}
