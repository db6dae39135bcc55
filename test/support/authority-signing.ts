import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As UEFI 2.10 §32.4.1 and §3.3 write them. */
const X509 = 'a159c0a5e494a74a87b5ab155c2bf072';
const SHA256 = '2616c4c14c509240aca941f936934328';
const OWNERS: Record<string, string> = {
  KEK: '61dfe48bca93d211aa0d00e098032b8c',
  db: 'cbb219d73a3d9645a3bcdad00e67656f',
  dbx: 'cbb219d73a3d9645a3bcdad00e67656f',
};
/** 2010-03-06T19:17:21, as Microsoft writes it into every update. */
export const TIME = Buffer.from('da070306131115000000000000000000', 'hex');
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');

interface UpdateForm {
  /** 0x67 appends, 0x27 replaces. */
  attributes?: number;
  time?: Buffer;
  /** With the ContentInfo around the SignedData. */
  isWrapped?: boolean;
  hasAttributes?: boolean;
}

/** An EFI_SIGNATURE_LIST with these entries, which must have one length. */
function list(kind: string, values: readonly Buffer[]): Buffer {
  const size = 16 + values[0]!.length;
  const head = Buffer.alloc(28);
  head.write(kind, 'hex');
  head.writeUInt32LE(28 + size * values.length, 16);
  head.writeUInt32LE(size, 24);
  return Buffer.concat([head, ...values.flatMap((value) => [Buffer.alloc(16, 0x77), value])]);
}
export const certificateList = (...certificates: Buffer[]) =>
  Buffer.concat(certificates.map((certificate) => list(X509, [certificate])));
export const digestList = (...digests: string[]) =>
  list(
    SHA256,
    digests.map((digest) => Buffer.from(digest, 'hex')),
  );

/** Keys and certificates of the specs; OpenSSL makes them, and signs updates. */
export class AuthoritySigning {
  private readonly folder = mkdtempSync(join(tmpdir(), 'authority-signing-'));

  /** A certificate in DER; `by` an earlier one, else by itself. */
  certificate(name: string, by?: string): Buffer {
    const issuer = by === undefined ? [] : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`];
    const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', `/O=Lab/CN=${name}`];
    const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
    this.openssl(
      'req',
      '-x509',
      ...kind,
      ...issuer,
      ...files,
      '-addext',
      'basicConstraints=critical,CA:true',
    );
    this.openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', 'der');
    return this.read('der');
  }

  /** An update of a variable, signed; `above` is the certificate that vouches for the signer and goes with it. */
  update(signer: string, variable: string, content: Buffer, form: UpdateForm = {}, above?: string): Buffer {
    const { attributes = 0x67, time = TIME, isWrapped = false, hasAttributes = false } = form;
    const flags = Buffer.alloc(4);
    flags.writeUInt32LE(attributes);
    const owner = Buffer.from(OWNERS[variable]!, 'hex');
    const signed = Buffer.concat([Buffer.from(variable, 'utf16le'), owner, flags, time, content]);
    writeFileSync(join(this.folder, 'content'), signed);
    const who = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, '-md', 'sha256'];
    const more = [...(hasAttributes ? [] : ['-noattr']), ...(above ? ['-certfile', `${above}.pem`] : [])];
    this.openssl(
      'cms',
      '-sign',
      '-binary',
      ...who,
      ...more,
      '-in',
      'content',
      '-outform',
      'DER',
      '-out',
      'cms',
    );
    const cms = isWrapped ? this.read('cms') : unwrapped(this.read('cms'));
    const head = Buffer.alloc(8);
    head.writeUInt32LE(24 + cms.length);
    head.writeUInt16LE(0x200, 4);
    head.writeUInt16LE(0x0ef1, 6);
    const kind = Buffer.from('9dd2af4adf68ee498aa9347d375665a7', 'hex');
    return Buffer.concat([time, head, kind, cms, content]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  private openssl(...parts: string[]): void {
    execFileSync('openssl', parts, { cwd: this.folder, stdio: 'pipe' });
  }
}

/** The SignedData in a ContentInfo: what follows its object identifier, in context tag 0. */
function unwrapped(cms: Buffer): Buffer {
  const at = cms.indexOf(SIGNED_DATA) + SIGNED_DATA.length;
  const lengthBytes = cms[at + 1]! & 0x80 ? cms[at + 1]! & 0x7f : 0;
  return cms.subarray(at + 2 + lengthBytes);
}
