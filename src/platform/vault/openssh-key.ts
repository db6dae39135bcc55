import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';

const TYPE = 'ssh-ed25519';
const COMMENT = 'etabli';

/** An Ed25519 key in OpenSSH's formats: the private key file and the public key line. */
export interface OpensshKey {
  privateKeyPem: string;
  publicKey: string;
}

/** `openssh-key-v1`, unencrypted, which both ssh and ssh2 read. OpenSSH PROTOCOL.key; RFC 8709 §4. */
export function opensshKey(privateKey: KeyObject): OpensshKey {
  const { d, x } = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
    format: 'jwk',
  });
  const seed = Buffer.from(d ?? '', 'base64url');
  const point = Buffer.from(x ?? '', 'base64url');
  const publicBlob = Buffer.concat([field(TYPE), field(point)]);
  const check = randomBytes(4);
  const inner = [
    check,
    check,
    field(TYPE),
    field(point),
    field(Buffer.concat([seed, point])),
    field(COMMENT),
  ];
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(publicBlob),
    field(padded(Buffer.concat(inner))),
  ]);
  return { privateKeyPem: armoured(body), publicKey: `${TYPE} ${publicBlob.toString('base64')} ${COMMENT}` };
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Padding 1, 2, 3, … up to the block of 8 bytes that the cipher `none` has. */
function padded(bytes: Buffer): Buffer {
  const missing = (8 - (bytes.length % 8)) % 8;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, i) => i + 1))]);
}

function armoured(body: Buffer): string {
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}
