import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const FIELD = 'network.wifi[].passphrase';

let server: RunningServer;
let folder: string;
let technician: Workshop;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-secret-'));
  server = await runningServer();
  const order = { name: 'thomas', displayName: 'Thomas', role: 'technician' } as const;
  const { id } = await server.app.get(Accounts).create({ ...order, password: 'correct horse battery' });
  technician = new Workshop(server.base, (await server.app.get(ApiTokens).create(id, 'tests')).token);
  await technician.well('POST', '/api/profiles', {
    name: 'tablets',
    network: { wifi: [{ ssid: 'A', security: 'wpa2-psk', passphrase: { vault: 'wifi/other' } }] },
    mdm: {},
  });
  await new Workshop(server.base, server.token).well('PUT', '/api/secrets', {
    reference: 'wifi/other',
    value: 'a passphrase',
  });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const words = ['--language', 'en', '--url', server.base, '--token', server.token, ...args];
  const status = await runCommand(words, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

describe('etabli secret', () => {
  const place = ['wifi/other', '--profile', 'tablets', '--field', FIELD];
  const mayDeliver = async () =>
    (await technician.ask('POST', '/api/mdm/deliveries', { profile: 'tablets', platform: 'android' })).ok;

  it('lists the uses to approve, approves one with the command of the refusal, and revokes it', async () => {
    expect(await mayDeliver()).toBe(false);
    expect((await etabli('secret', 'uses')).out.split('\n').slice(0, 2)).toEqual([
      'REFERENCE   PROFILE  FIELD                      REQUESTED BY  APPROVED BY',
      `wifi/other  tablets  ${FIELD}  thomas        –`,
    ]);
    expect(await etabli('secret', 'approve', ...place)).toEqual({ status: 0, out: '', err: '' });
    expect((await etabli('secret', 'uses')).out).toMatch(/tablets .* thomas {8}local-/);
    expect(await mayDeliver()).toBe(true);
    expect(await etabli('secret', 'revoke', ...place)).toEqual({ status: 0, out: '', err: '' });
    expect(await mayDeliver()).toBe(false);
  });

  it('approves a use when storing the secret, for that field only', async () => {
    expect(await mayDeliver()).toBe(false);
    const stdin = jest.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(['typed\n']) as never);
    const put = await etabli('secret', 'put', ...place).finally(() => stdin.mockRestore());
    expect([put.status, put.out]).toEqual([0, '']);
    expect((await etabli('secret', 'uses')).out).toMatch(/tablets .* thomas {8}local-/);
    expect(await mayDeliver()).toBe(true);
    expect((await etabli('secret', 'revoke', ...place)).status).toBe(0);
  });

  it('names the use that is not approved, and the missing part of a use', async () => {
    expect((await etabli('secret', 'revoke', ...place)).err).toContain(
      `the secret "wifi/other" is not approved for ${FIELD} of the profile tablets`,
    );
    const { status, err } = await etabli('secret', 'put', 'wifi/other', '--profile', 'tablets');
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('--profile and --field go together: --field is missing'),
    ]);
  });
});

describe('etabli mdm signing', () => {
  it('stores the signing key on the server, and removes it', async () => {
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'c.pem', '-subj', '/CN=S'];
    execFileSync('openssl', ['req', '-x509', ...made], { cwd: folder, stdio: 'pipe' });
    const [certificates, key] = [join(folder, 'c.pem'), join(folder, 'key.pem')];
    const signed = async () => {
      const output = await mkdtemp(join(folder, 'signed-'));
      const order = ['mdm', 'render', 'none', '--platform', 'ios', '--reveal', '--force'];
      expect(await etabli(...order, '--output', output)).toMatchObject({ status: 0 });
      const [name] = await readdir(output);
      return !(await readFile(join(output, name!), 'latin1')).startsWith('<?xml');
    };
    await technician.well('POST', '/api/profiles', {
      name: 'none',
      mdm: {},
      restrictions: { camera: false },
    });
    expect(await signed()).toBe(false);
    const put = await etabli('mdm', 'signing', 'put', '--certificates', certificates, '--key', key);
    expect(put).toEqual({ status: 0, out: '', err: '' });
    expect(await signed()).toBe(true);
    expect(await etabli('mdm', 'signing', 'remove')).toEqual({ status: 0, out: '', err: '' });
    expect(await signed()).toBe(false);
  });

  it('refuses an invalid key', async () => {
    const [certificates] = [join(folder, 'c.pem')];
    const put = await etabli('mdm', 'signing', 'put', '--certificates', certificates, '--key', certificates);
    expect(put).toMatchObject({
      status: 4,
      err: expect.stringContaining('the signing key cannot be read, or its passphrase is wrong'),
    });
  });
});
