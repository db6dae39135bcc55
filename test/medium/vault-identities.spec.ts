import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { Sheet } from '../../src/deployment/certificate/pdf/sheet.js';
import { signPdf } from '../../src/deployment/certificate/pdf-signature.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import {
  CertificateAuthority,
  Ed25519Signer,
  PdfIdentity,
  SshIdentity,
  VaultModule,
} from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

let database: FreshDatabase;
let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0010' });
  folder = await mkdtemp(join(tmpdir(), 'etabli-identities-'));
  server = await startServer();
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** A server of this database, as far as the vault. */
async function startServer() {
  const config = loadConfig({ ETABLI_DATA_DIR: folder, ETABLI_KEY_FILE: join(folder, 'config', 'key') });
  const app = await Test.createTestingModule({
    imports: [DatabaseModule.forRoot(config, database.url), VaultModule],
  }).compile();
  return app.init();
}

describe('the authority', () => {
  it('is a P-256 CA for 20 years that cannot issue other CAs', async () => {
    const pem = await server.get(CertificateAuthority).certificatePem();
    const certificate = new X509Certificate(pem);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificate.subject).toMatch(/^CN=Établi [0-9a-f]{8}$/);
    expect(years(certificate)).toBeCloseTo(20, 1);
    const text = openssl(['x509', '-noout', '-text'], pem);
    expect(text).toContain('CA:TRUE, pathlen:0');
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/);
  });

  it('issues server certificates that TLS clients accept, by name and by address', async () => {
    const authority = server.get(CertificateAuthority);
    const { keyPem, certificatePem } = await authority.serverIdentity(['Etabli.lan', '127.0.0.1', '::1']);
    const listener = https.createServer({ key: keyPem, cert: certificatePem }, (_, response) =>
      response.end('ok'),
    );
    await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
    const { port } = listener.address() as AddressInfo;
    const ca = await authority.certificatePem();
    try {
      expect(await get({ port, ca, host: '127.0.0.1' })).toBe('ok');
      expect(await get({ port, ca, host: '127.0.0.1', servername: 'etabli.lan' })).toBe('ok');
      await expect(get({ port, ca, host: '127.0.0.1', servername: 'other.lan' })).rejects.toMatchObject({
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      });
      await expect(get({ port, host: '127.0.0.1' })).rejects.toThrow();
    } finally {
      listener.closeAllConnections();
      listener.close();
    }
  });

  it('signs for 825 days at most, and openssl verifies the chain', async () => {
    const authority = server.get(CertificateAuthority);
    const { keyPem, certificatePem } = await authority.serverIdentity(['10.0.0.1']);
    const leaf = new X509Certificate(certificatePem);
    expect(leaf.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
    expect(leaf.subjectAltName).toBe('IP Address:10.0.0.1');
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBe(825 * 86_400_000);
    await writeFile(join(folder, 'ca.pem'), await authority.certificatePem());
    await writeFile(join(folder, 'leaf.pem'), certificatePem);
    const verdict = openssl([
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      join(folder, 'ca.pem'),
      join(folder, 'leaf.pem'),
    ]);
    expect(verdict).toContain('leaf.pem: OK');
  });

  it('returns the same certificate for the same names in any order, and another for other names', async () => {
    const authority = server.get(CertificateAuthority);
    const first = await authority.serverIdentity(['a.lan', 'b.lan']);
    expect(await authority.serverIdentity(['B.lan', 'a.lan', 'a.lan'])).toEqual(first);
    expect((await authority.serverIdentity(['a.lan', 'c.lan'])).certificatePem).not.toBe(
      first.certificatePem,
    );
  });

  it('renews a certificate in its last 60 days', async () => {
    const authority = server.get(CertificateAuthority);
    const first = await authority.serverIdentity(['renewed.lan']);
    const realNow = Date.now;
    try {
      Date.now = () => realNow() + 764 * 86_400_000;
      expect(await authority.serverIdentity(['renewed.lan'])).toEqual(first);
      Date.now = () => realNow() + 766 * 86_400_000;
      const second = await authority.serverIdentity(['renewed.lan']);
      expect(second.certificatePem).not.toBe(first.certificatePem);
    } finally {
      Date.now = realNow;
    }
  });

  it.each([['bad name'], ['a..b'], [''], ['-a'], ['a\nb'], [`${'a'.repeat(64)}.lan`]])(
    'refuses the name %j',
    async (name) => {
      await expect(server.get(CertificateAuthority).serverIdentity([name])).rejects.toThrow(
        'is neither a host name nor an address',
      );
    },
  );
});

describe('identities', () => {
  it('are the same on every server of the database, however many start at once', async () => {
    const others = await Promise.all([startServer(), startServer(), startServer()]);
    try {
      for (const other of others) {
        expect(other.get(Ed25519Signer).keyId()).toBe(server.get(Ed25519Signer).keyId());
        expect(other.get(SshIdentity).publicKey()).toBe(server.get(SshIdentity).publicKey());
        expect(await other.get(CertificateAuthority).certificatePem()).toBe(
          await server.get(CertificateAuthority).certificatePem(),
        );
      }
      const roots = await Promise.all(others.map((other) => other.get(PdfIdentity).certificatePem()));
      expect(new Set(roots).size).toBe(1);
    } finally {
      for (const other of others) await other.close();
    }
  });
});

describe('the PDF identity', () => {
  it('signs a PDF that openssl verifies up to its root', async () => {
    const identity = server.get(PdfIdentity);
    const at = new Date();
    const head = { title: 'certificate', subject: '', at, foot: '', signature: { reason: '', at } };
    const sheet = new Sheet(head, { language: 'en' });
    sheet.paragraph('certificate');
    const signed = await signPdf(await sheet.finish(), await identity.signer());
    const [, , gapAt = 0, gapEnd = 0, length = 0] =
      /ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(signed.toString('latin1'))?.map(Number) ?? [];
    const hex = signed.subarray(gapAt + 1, gapEnd - 1).toString('latin1');
    await writeFile(join(folder, 'signature.der'), Buffer.from(hex, 'hex'));
    await writeFile(
      join(folder, 'content'),
      Buffer.concat([signed.subarray(0, gapAt), signed.subarray(gapEnd, gapEnd + length)]),
    );
    await writeFile(join(folder, 'root.pem'), await identity.certificatePem());
    const check = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', join(folder, 'signature.der')];
    const against = [
      '-content',
      join(folder, 'content'),
      '-CAfile',
      join(folder, 'root.pem'),
      '-out',
      '/dev/null',
    ];
    expect(openssl([...check, ...against])).toContain('CMS Verification successful');
    await writeFile(join(folder, 'content'), 'changed');
    expect(() => openssl([...check, ...against])).toThrow('content verify error');
  });

  it('is an RSA 2048 key that cannot issue certificates', async () => {
    const [der = ''] = (await server.get(PdfIdentity).signer()).certificates;
    const leaf = new X509Certificate(der);
    expect(leaf.ca).toBe(false);
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });
});

function years(certificate: X509Certificate): number {
  return (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / (365.25 * 86_400_000);
}

/** What openssl says, on both streams; throws it when openssl says no. */
function openssl(args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync('openssl', args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout + stderr;
}

function get(options: https.RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get({ ...options, agent: false }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      })
      .on('error', reject);
  });
}
