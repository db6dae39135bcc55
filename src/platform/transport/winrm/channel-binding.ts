// @peculiar/x509 needs this import before it.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { X509Certificate } from '@peculiar/x509';

/** A binding of a login to the TLS connection with this certificate, as NTLM carries it: MD5 of a structure of GSS-API. */
export function channelBinding(certificate: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), endPoint(certificate)]);
  const head = Buffer.alloc(20); // no addresses of initiator and acceptor
  head.writeUInt32LE(data.length, 16);
  return createHash('md5')
    .update(Buffer.concat([head, data]))
    .digest();
}

/** The digest of a certificate by the hash of its signature, SHA-256 in place of a weaker one. RFC 5929 §4.1. */
function endPoint(certificate: Buffer): Buffer {
  const { hash } = new X509Certificate(new Uint8Array(certificate)).signatureAlgorithm as {
    hash?: { name: string };
  };
  const named = hash?.name.toLowerCase().replace('-', '');
  const name = named === 'sha384' || named === 'sha512' ? named : 'sha256';
  return createHash(name).update(certificate).digest();
}
