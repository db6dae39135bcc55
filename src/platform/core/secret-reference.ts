/** What a secret may be called: `users/anna`. Profiles name it so, and nothing else is put in the vault. */
export const SECRET_REFERENCE = /^[a-z0-9](?:[a-z0-9._-]|\/(?=[a-z0-9._-]))*$/;
export const LONGEST_SECRET_REFERENCE = 128;

export function isSecretReference(text: string): boolean {
  return text.length <= LONGEST_SECRET_REFERENCE && SECRET_REFERENCE.test(text);
}

/** References that Établi kept its own keys under once: no profile may name them, and nobody puts a secret there. */
export function isReservedSecret(reference: string): boolean {
  return reference.startsWith('mdm/signing-');
}
