import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Certificates, verifyCertificate } from '../../src/deployment/certificate/index.js';
import { readCms, readTimeStamp, sha256, timeStampRequest, tokenOf } from '../../src/platform/cms/index.js';
import { SYSTEM } from '../../src/platform/account/index.js';
import { freePort } from '../../src/platform/database/index.js';
import { Settings, TIMESTAMP } from '../../src/platform/settings/index.js';
import { exampleRecord } from './certificate-example.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { timeStampServer } from '../support/time-stamp-server.js';

type Authority = Awaited<ReturnType<typeof timeStampServer>>;

describe.each(['rsa:2048', 'ec'] as const)('a token of openssl, signed with %s', (kind) => {
  let authority: Authority;

  beforeAll(async () => {
    authority = await timeStampServer(kind);
  });
  afterAll(() => authority.stop());

  const digest = sha256(Buffer.from('something'));
  const fresh = () => {
    const { request, nonce } = timeStampRequest(digest);
    return { token: tokenOf(authority.stamp(request), digest, nonce), nonce, request };
  };

  it('is read, and openssl accepts it in the form that is kept', async () => {
    const before = Date.now();
    const { token } = fresh();
    const { at, by } = readTimeStamp(token, digest);
    expect(by).toBe('Test Time Stamp');
    expect(Math.abs(at.getTime() - before)).toBeLessThan(60_000);
    const file = join(authority.folder, 'token');
    await writeFile(file, token);
    const check = ['ts', '-verify', '-token_in', '-in', file, '-digest', digest.toString('hex'), '-CAfile'];
    expect(
      execFileSync('openssl', [...check, authority.authority], { encoding: 'utf8', stdio: 'pipe' }),
    ).toContain('Verification: OK');
  });

  it('is refused with any one byte changed, for something else, and for another request', () => {
    const { token, nonce, request } = fresh();
    const accepted = [...token.keys()].filter((at) => {
      const changed = Buffer.from(token);
      changed[at]! ^= 0x01;
      try {
        readTimeStamp(changed, digest);
        return true;
      } catch {
        return false;
      }
    });
    expect(accepted).toEqual([]);
    expect(() => readTimeStamp(token, sha256(Buffer.from('else')))).toThrow(
      'the token is for something else',
    );
    const response = authority.stamp(request);
    expect(() => tokenOf(response, digest, Buffer.alloc(8, 1))).toThrow('the token is for another request');
    expect(() => tokenOf(response, sha256(nonce), nonce)).toThrow('the token is for something else');
    expect(() => tokenOf(randomBytes(200), digest, nonce)).toThrow('the response cannot be read');
  });
});

describe('a certificate with a time stamp', () => {
  let server: RunningServer;
  let authority: Authority;
  let certificates: Certificates;
  let settings: Settings;

  beforeAll(async () => {
    server = await runningServer({ PUBLIC_ADDRESS: '127.0.0.1', LOG_LEVEL: 'silent' });
    authority = await timeStampServer();
    certificates = server.app.get(Certificates);
    settings = server.app.get(Settings);
    await settings.write(TIMESTAMP, { url: authority.url }, SYSTEM);
  });
  afterAll(async () => {
    await authority.stop();
    await server.stop();
  });

  const issue = async () => {
    const issued = await certificates.issue(exampleRecord({ deploymentId: randomUUID() }));
    const pdf = await certificates.pdf(issued.id, 'fr');
    const found = verifyCertificate(pdf, certificates.publicKeyPem());
    if (!found.valid) throw new Error(found.reason.en);
    return { pdf, timeStamp: found.timeStamp };
  };
  const lastStamps = async () => {
    const answer = await server.ask('/api/audit?action=certificate.issue&pageSize=1');
    return ((await answer.json()) as { items: { data: { timeStamps?: object[] } }[] }).items[0]?.data
      .timeStamps;
  };

  it('has the token over its signature, which a PDF reader and openssl accept', async () => {
    const { pdf, timeStamp } = await issue();
    expect(timeStamp).toEqual({ by: 'Test Time Stamp', at: expect.stringMatching(/^20\d\d-.*Z$/) });
    const file = join(authority.folder, 'stamped.pdf');
    await writeFile(file, pdf);
    const said = execFileSync('pdfsig', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(said).toContain('Signature is Valid.');
    const [, from = 0, to = 0] = (/\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1')) ?? []).map(
      Number,
    );
    const cms = Buffer.from(pdf.toString('latin1', from + 1, to - 1), 'hex');
    const parts = readCms(cms.subarray(0, 4 + cms.readUInt16BE(2)));
    const token = join(authority.folder, 'in-pdf');
    await writeFile(token, parts.timeStamp!);
    const digest = sha256(parts.signature).toString('hex');
    const check = [
      'ts',
      '-verify',
      '-token_in',
      '-in',
      token,
      '-digest',
      digest,
      '-CAfile',
      authority.authority,
    ];
    expect(execFileSync('openssl', check, { encoding: 'utf8', stdio: 'pipe' })).toContain('Verification: OK');
    expect(await lastStamps()).toEqual([timeStamp, expect.objectContaining({ by: 'Test Time Stamp' })]);
  });

  it('is refused with a changed byte of the signature block, time stamp included', async () => {
    const { pdf } = await issue();
    const [, from = 0, to = 0] = (/\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1')) ?? []).map(
      Number,
    );
    const used = pdf.toString('latin1', from, to).search(/0{64,}>$/);
    expect(used).toBeGreaterThan(8_000);
    const accepted = Array.from({ length: 150 }, (_, n) => from + Math.floor((n * used) / 150)).filter(
      (at) => {
        const changed = Buffer.from(pdf);
        changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
        return verifyCertificate(changed, certificates.publicKeyPem()).valid;
      },
    );
    expect(accepted).toEqual([]);
  });

  it.each<[string, (query: Buffer) => Buffer | number, string]>([
    ['answers with an error', () => 503, 'the server did not answer (HTTP 503)'],
    [
      'answers garbage',
      () => Buffer.from('<html>'),
      'the answer of the server is wrong (the response cannot be read)',
    ],
    [
      'refuses',
      () => Buffer.from('30053003020102', 'hex'),
      'the answer of the server is wrong (the request was refused)',
    ],
  ])('is issued without one when the server %s, which the audit log says', async (_, answer, fault) => {
    authority.answers(answer);
    const { timeStamp } = await issue();
    authority.answers();
    expect(timeStamp).toBeUndefined();
    expect(await lastStamps()).toEqual([{ fault }]);
  });

  it('is issued without one when nobody listens, and the test of the setting says so', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/tsa`;
    const test = async (url: string) => {
      const answer = await server.ask('/api/settings/timestamp/test', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url }),
      });
      return [answer.status, (await answer.json()) as unknown];
    };
    expect(await test(authority.url)).toEqual([
      200,
      {
        outcome: expect.objectContaining({
          en: expect.stringMatching(/^The server stamped a test: Test Time Stamp, 20/),
        }),
      },
    ]);
    expect(await test(nobody)).toEqual([
      503,
      expect.objectContaining({ detail: 'no time stamp: the server did not answer (ECONNREFUSED)' }),
    ]);
    expect(await test('http://169.254.169.254/latest/')).toEqual([
      503,
      expect.objectContaining({
        detail:
          'no time stamp: no message is sent to 169.254.169.254: metadata of a host, link-local, or no host at all',
      }),
    ]);
    await settings.write(TIMESTAMP, { url: nobody }, SYSTEM);
    expect((await issue()).timeStamp).toBeUndefined();
    expect(await lastStamps()).toEqual([{ fault: 'the server did not answer (ECONNREFUSED)' }]);
  });
});
