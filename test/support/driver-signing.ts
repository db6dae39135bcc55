import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const value = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const length =
    content.length < 0x80 ? Buffer.from([content.length]) : Buffer.concat([Buffer.from([0x84]), size]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
};
const sequence = (...parts: Buffer[]) => value(0x30, ...parts);
const oid = (hex: string) => value(0x06, Buffer.from(hex, 'hex'));
const OID = {
  signedData: oid('2a864886f70d010702'),
  list: oid('2b0601040182370a01'),
  catalogUsage: oid('2b060104018237 0c0101'.replace(' ', '')),
  memberV2: oid('2b0601040182370c0103'),
  indirectData: oid('2b060104018237020104'),
  peImage: oid('2b06010401823702010f'),
  sha256: oid('608648016503040201'),
};
const NULL = Buffer.from([0x05, 0x00]);

/** A program that Windows' tools read: one section, no code. */
export function smallProgram(mark = 0): Buffer {
  const bytes = Buffer.alloc(0x400);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x40, 0x3c);
  bytes.write('PE\0\0', 0x40, 'latin1');
  bytes.writeUInt16LE(0x8664, 0x44);
  bytes.writeUInt16LE(1, 0x46);
  bytes.writeUInt16LE(240, 0x54);
  bytes.writeUInt16LE(0x22, 0x56);
  const optional = 0x58;
  bytes.writeUInt16LE(0x20b, optional);
  bytes.writeUInt32LE(0x1000, optional + 32); // section alignment
  bytes.writeUInt32LE(0x200, optional + 36); // file alignment
  bytes.writeUInt32LE(0x2000, optional + 56); // size of the image
  bytes.writeUInt32LE(0x200, optional + 60); // size of the headers
  bytes.writeUInt32LE(16, optional + 108);
  const section = optional + 240;
  bytes.write('.text', section);
  bytes.writeUInt32LE(0x200, section + 8);
  bytes.writeUInt32LE(0x1000, section + 12);
  bytes.writeUInt32LE(0x200, section + 16);
  bytes.writeUInt32LE(0x200, section + 20);
  bytes[0x300] = mark;
  return bytes;
}

/** The list of a catalog file with these SHA-256 digests, not yet signed. */
export function unsignedCatalog(digests: string[]): Buffer {
  const member = (digest: string) => {
    const bytes = Buffer.from(digest, 'hex');
    const info = sequence(sequence(OID.sha256, NULL), value(0x04, bytes));
    const data = sequence(sequence(OID.peImage), info);
    return sequence(value(0x04, bytes), value(0x31, sequence(OID.indirectData, value(0x31, data))));
  };
  const list = sequence(
    sequence(OID.catalogUsage),
    value(0x04, Buffer.alloc(16, 7)),
    value(0x17, Buffer.from('260131120000Z')),
    sequence(OID.memberV2, NULL),
    sequence(...digests.map(member)),
  );
  const data = sequence(
    value(0x02, Buffer.from([1])),
    value(0x31),
    sequence(OID.list, value(0xa0, list)),
    value(0x31),
  );
  return sequence(OID.signedData, value(0xa0, data));
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** An authority of the specs, which signs drivers with OpenSSL's and osslsigncode's own hands. */
export class DriverSigning {
  private readonly folder = mkdtempSync(join(tmpdir(), 'driver-signing-'));
  readonly root: X509Certificate;

  constructor() {
    this.openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Lab root',
      '-days',
      '30',
      ...['-keyout', 'root.key', '-out', 'root.pem'],
      '-addext',
      'basicConstraints=critical,CA:true',
    );
    this.root = new X509Certificate(readFileSync(join(this.folder, 'root.pem')));
    this.certify('between', 'Lab drivers CA', 'root', 'basicConstraints=critical,CA:true');
    this.certify(
      'microsoft',
      'Lab hardware publisher',
      'between',
      'extendedKeyUsage=codeSigning,1.3.6.1.4.1.311.10.3.5',
    );
    this.certify('vendor', 'Lab vendor', 'between', 'extendedKeyUsage=codeSigning');
  }

  /** Signs a program or catalog; `beside` adds the signature to those that it has. */
  sign(file: Buffer, signer: 'microsoft' | 'vendor', extension: '.sys' | '.cat', beside = false): Buffer {
    const [input, output] = [join(this.folder, `in${extension}`), join(this.folder, `out${extension}`)];
    writeFileSync(input, file);
    rmSync(output, { force: true });
    execFileSync('osslsigncode', [
      'sign',
      '-h',
      'sha256',
      '-certs',
      join(this.folder, `${signer}.chain.pem`),
      ...[
        '-key',
        join(this.folder, `${signer}.key`),
        ...(beside ? ['-nest'] : []),
        '-in',
        input,
        '-out',
        output,
      ],
    ]);
    return readFileSync(output);
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private certify(name: string, commonName: string, issuer: string, extension: string): void {
    const [request, extensions] = [`${name}.csr`, `${name}.ext`];
    // Without identifiers of keys, only the names and the signature say who issued it.
    writeFileSync(join(this.folder, extensions), `${extension}\nauthorityKeyIdentifier=none\n`);
    this.openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${commonName}`,
      '-keyout',
      `${name}.key`,
      '-out',
      request,
    );
    this.openssl(
      'x509',
      '-req',
      '-in',
      request,
      '-CA',
      `${issuer}.pem`,
      '-CAkey',
      `${issuer}.key`,
      '-CAcreateserial',
      ...['-days', '30', '-extfile', extensions, '-out', `${name}.pem`],
    );
    const chain = [name, ...(name === 'between' ? [] : ['between'])].map((each) =>
      readFileSync(join(this.folder, `${each}.pem`), 'utf8'),
    );
    writeFileSync(join(this.folder, `${name}.chain.pem`), chain.join(''));
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
