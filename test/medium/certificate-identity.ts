import { PdfIdentity } from '../../src/platform/vault/index.js';

/** A throw-away identity that signs PDFs, made as the vault makes its own. */
export function newIdentity(): PdfIdentity {
  const stored = new Map<string, Promise<unknown>>();
  const json = (name: string, make: () => Promise<unknown>) =>
    stored.get(name) ?? stored.set(name, make()).get(name);
  return new PdfIdentity({ json } as never);
}
