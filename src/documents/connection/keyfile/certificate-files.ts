import { authorities, cannot, type ConnectionContext, goodSecret } from '../context.js';

/** A file that a connection refers to; its content in base64. */
export interface ConnectionFile {
  path: string;
  base64: string;
}

const FOLDER = '/etc/NetworkManager/certificates';

/** The certificate authorities of a connection as one file; undefined when any authority is accepted. */
export function authorityFile(
  context: ConnectionContext,
  uuid: string,
  names: readonly string[] | undefined,
): ConnectionFile | undefined {
  const pems = authorities(context, names);
  if (pems.length === 0) return undefined;
  return { path: `${FOLDER}/${uuid}-ca.pem`, base64: Buffer.from(pems.join('')).toString('base64') };
}

/** The PKCS#12 file of a client certificate, and its password. Throws InputError for a SCEP or ACME certificate. */
export function clientFile(
  context: ConnectionContext,
  field: string,
  name: string,
): { file: ConnectionFile; password: string } {
  const certificate = context.certificates.find((each) => each.name === name);
  if (certificate?.kind !== 'client')
    throw cannot(
      `${context.field}.${field}`,
      'un certificat de type client : ce système n’en demande pas par SCEP ou ACME',
      'a certificate of kind client: this system does not request certificates by SCEP or ACME',
    );
  const isBase64 = (text: string) => /^[A-Za-z0-9+/\s]+={0,2}$/.test(text.trimEnd());
  const base64 = goodSecret(context, field, certificate.pkcs12, isBase64, [
    'un fichier PKCS#12 en base64 dans le coffre',
    'a PKCS#12 file in base64 in the vault',
  ]).replaceAll(/\s/g, '');
  const password = certificate.password === undefined ? '' : context.secret(certificate.password);
  return { file: { path: `${FOLDER}/${name}.p12`, base64 }, password };
}
