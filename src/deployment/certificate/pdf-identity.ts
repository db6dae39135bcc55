import { createPrivateKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { PermanentError } from '../../platform/core/index.js';

/** The key that PDFs are signed with, and its certificates in DER, the signer's first. */
export interface SigningIdentity {
  key: KeyObject;
  certificates: Buffer[];
}

/** Opens a PKCS #12 file (RFC 7292). Throws PermanentError when no certificate in it matches its key. */
export function openIdentity(p12: Buffer, passphrase: string): SigningIdentity {
  const { oids, certificateToAsn1, privateKeyToPem } = forge.pki;
  const store = forge.pkcs12.pkcs12FromAsn1(
    forge.asn1.fromDer(forge.util.createBuffer(p12.toString('latin1'))),
    passphrase,
  );
  const bags = (type: string) => store.getBags({ bagType: type })[type] ?? [];
  const key = [...bags(oids['pkcs8ShroudedKeyBag'] ?? ''), ...bags(oids['keyBag'] ?? '')][0]?.key;
  const certificates = bags(oids['certBag'] ?? '').flatMap(({ cert }) => cert ?? []);
  const isSigner = ({ publicKey }: forge.pki.Certificate) =>
    (publicKey as forge.pki.rsa.PublicKey).n?.equals((key as forge.pki.rsa.PrivateKey).n);
  const signer = key && certificates.find(isSigner);
  if (!key || !signer)
    throw new PermanentError({
      fr: 'l’identité de signature des PDF n’a pas de clé ou pas de certificat',
      en: 'the identity that signs PDFs lacks its key or its certificate',
    });
  const der = (certificate: forge.pki.Certificate) =>
    Buffer.from(forge.asn1.toDer(certificateToAsn1(certificate)).getBytes(), 'latin1');
  return {
    key: createPrivateKey(privateKeyToPem(key)),
    certificates: [signer, ...certificates.filter((certificate) => certificate !== signer)].map(der),
  };
}
