/** References that Établi kept its own keys under once: no profile may name them, and nobody puts a secret there. */
export function isReservedSecret(reference: string): boolean {
  return reference.startsWith('mdm/signing-');
}
