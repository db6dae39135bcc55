/** A valid reference to a secret, such as `users/anna`. */
export const SECRET_REFERENCE = /^[a-z0-9](?:[a-z0-9._-]|\/(?=[a-z0-9._-]))*$/;
export const LONGEST_SECRET_REFERENCE = 128;

export function isSecretReference(text: string): boolean {
  return text.length <= LONGEST_SECRET_REFERENCE && SECRET_REFERENCE.test(text);
}

/** References that earlier releases used for Établi's own keys: reserved. */
export function isReservedSecret(reference: string): boolean {
  return reference.startsWith('mdm/signing-');
}
