import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { profileDocument, Workshop } from '../support/workshop.js';

const JOIN_PASSWORD = 'mot-de-passe-de-jonction-4713';
const PASSWORD = 'correct horse battery';

let server: RunningServer;
let administrator: Workshop;
let technician: Workshop;

beforeAll(async () => {
  server = await runningServer();
  administrator = new Workshop(server.base, server.token);
  const order = { name: 'thomas', displayName: 'Thomas', role: 'technician', password: PASSWORD } as const;
  const { id } = await server.app.get(Accounts).create(order);
  technician = administrator.as((await server.app.get(ApiTokens).create(id, 'tests')).token);
  await administrator.furnish('poste', 'a good password');
  await administrator.well('PUT', '/api/secrets', { reference: 'join/other', value: JOIN_PASSWORD });
});
afterAll(() => server.stop());

interface Problem {
  detail: string;
  remedy: string;
}
const refused = async (asked: Promise<Response>): Promise<[number, string, string]> => {
  const answer = await asked;
  const { detail, remedy } = (await answer.json()) as Problem;
  return [answer.status, detail, remedy];
};

const refusal = (name: string, field: string) => [
  409,
  `secret not yet approved for this use: "join/other" in ${field} of the profile ${name}`,
  `Ask an administrator to approve it: etabli secret approve join/other --profile ${name} --field '${field}'`,
];

const wifi = (name: string) => ({
  name,
  network: { wifi: [{ ssid: 'Ours', security: 'wpa2-psk', passphrase: { vault: 'join/other' } }] },
  mdm: {},
});
const WIFI_FIELD = 'network.wifi[].passphrase';
const approval = (profile: string, field: string) => ({ reference: 'join/other', profile, field });

describe('a technician who uses a secret of another purpose', () => {
  it('applies the profile, cannot arm with it, and arms once an administrator has approved it', async () => {
    const users = [{ name: 'anna', password: { vault: 'join/other' } }];
    await technician.well('POST', '/api/profiles', profileDocument('mine', { users }));
    const answer = await technician.well(
      'POST',
      '/api/lots?profile=mine&customer=C',
      'serie\nSN1',
      'text/csv',
    );
    const { id } = (await answer.json()) as { id: string };
    expect(await refused(technician.ask('POST', `/api/lots/${id}/arm`, {}))).toEqual(
      refusal('mine', 'users[].password'),
    );
    const page = await (await technician.ask('GET', `/lots/${id}`)).text();
    expect(page).toContain(
      'Ask an administrator to approve it: etabli secret approve join/other --profile mine',
    );
    await administrator.well('POST', '/api/secrets/uses', approval('mine', 'users[].password'));
    await technician.well('POST', `/api/lots/${id}/arm`, {});
  });

  it('gets no link for a device with it, and an open link gives nothing once it is revoked', async () => {
    await technician.well('POST', '/api/profiles', wifi('tablets'));
    const order = { profile: 'tablets', platform: 'android' };
    const link = () => technician.ask('POST', '/api/mdm/deliveries', order);
    expect(await refused(link())).toEqual(refusal('tablets', WIFI_FIELD));
    await administrator.well('POST', '/api/secrets/uses', approval('tablets', WIFI_FIELD));
    const { url } = (await (await link()).json()) as { url: string };
    const revoked = `reference=join/other&profile=tablets&field=${encodeURIComponent(WIFI_FIELD)}`;
    await administrator.well('DELETE', `/api/secrets/uses?${revoked}`);
    const { pathname, search } = new URL(url);
    const opened = await fetch(server.base + pathname + search);
    expect([opened.status, (await opened.text()).includes(JOIN_PASSWORD)]).toEqual([409, false]);
  });

  it('gets nothing revealed, even by an administrator, without an approval, and the attempt is audited', async () => {
    await technician.well('POST', '/api/profiles', wifi('shown'));
    const order = { profile: 'shown', reveal: true };
    const rendered = administrator.ask('POST', '/api/mdm/render', { ...order, platform: 'android' });
    expect(await refused(rendered)).toEqual(refusal('shown', WIFI_FIELD));
    const answer = administrator.ask('POST', '/api/answer/render', {
      profile: { ...wifi('draft'), windows: {} },
      kind: 'autounattend',
      reveal: true,
    });
    expect(await refused(answer)).toEqual(refusal('draft', WIFI_FIELD));
    const { items } = await administrator.get<{ items: { data: object }[] }>('/api/audit?action=mdm.reveal');
    expect(items.map(({ data }) => data)).toMatchObject([{ profile: 'shown', references: ['join/other'] }]);
  });

  it('gets it in no answer', () => {
    expect(technician.answers.length).toBeGreaterThan(5);
    expect(technician.answers.filter((answer) => answer.includes(JOIN_PASSWORD))).toEqual([]);
  });

  it('neither sees nor changes what is approved', async () => {
    const asked = [
      technician.ask('GET', '/api/secrets/uses'),
      technician.ask('POST', '/api/secrets/uses', approval('mine', WIFI_FIELD)),
      technician.ask('DELETE', '/api/secrets/uses?reference=a&profile=b&field=c'),
      technician.ask('PUT', '/api/mdm/signing', { certificates: 'c', key: 'k' }),
      technician.ask('DELETE', '/api/mdm/signing'),
    ];
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });
});

describe('an administrator', () => {
  const acts = async (action: string) =>
    (
      await administrator.get<{ items: { subject: object; data: object }[] }>(`/api/audit?action=${action}`)
    ).items.map(({ subject, data }) => ({ subject, data }));

  it('sees uses without approval first, with who requested them', async () => {
    await technician.well('POST', '/api/profiles', wifi('waits'));
    const uses =
      await administrator.get<{ profile: string; askedBy: string; approvedBy: string | null }[]>(
        '/api/secrets/uses',
      );
    expect(uses.find(({ profile }) => profile === 'waits')).toEqual({
      ...approval('waits', WIFI_FIELD),
      askedBy: 'thomas',
      askedAt: expect.any(String),
      approvedBy: null,
      approvedAt: null,
    });
    const waiting = uses.map(({ approvedBy }) => approvedBy === null);
    expect(waiting).toEqual([...waiting].sort((a, b) => Number(b) - Number(a)));
  });

  it('approves and revokes, which is audited, and approving twice is recorded once', async () => {
    const use = approval('recorded', WIFI_FIELD);
    await technician.well('POST', '/api/profiles', wifi('recorded'));
    await administrator.well('POST', '/api/secrets/uses', use);
    await administrator.well('POST', '/api/secrets/uses', use);
    await administrator.well('DELETE', `/api/secrets/uses?${new URLSearchParams(use)}`);
    const act = {
      subject: { kind: 'secret', id: 'join/other' },
      data: { profile: 'recorded', field: WIFI_FIELD },
    };
    const ofThis = (entries: object[]) =>
      entries.filter((entry) => JSON.stringify(entry).includes('"recorded"'));
    expect(ofThis(await acts('secret.approve'))).toEqual([act]);
    expect(ofThis(await acts('secret.revoke'))).toEqual([act]);
    const again = administrator.ask('DELETE', `/api/secrets/uses?${new URLSearchParams(use)}`);
    expect((await refused(again)).slice(0, 2)).toEqual([
      409,
      `the secret "join/other" is not approved for ${WIFI_FIELD} of the profile recorded`,
    ]);
  });

  it('approves a use when storing the secret', async () => {
    await technician.well('POST', '/api/profiles', {
      ...wifi('put'),
      network: { wifi: [{ ssid: 'A', security: 'wpa2-psk', passphrase: { vault: 'wifi/put' } }] },
    });
    const use = { profile: 'put', field: WIFI_FIELD };
    await administrator.well('PUT', '/api/secrets', { reference: 'wifi/put', value: 'phrase-4714', use });
    await technician.well('POST', '/api/mdm/deliveries', { profile: 'put', platform: 'android' });
  });

  it('cannot approve an unknown use of an unknown secret', async () => {
    const unknown = { reference: 'wifi/nobody', profile: 'none', field: WIFI_FIELD };
    expect((await refused(administrator.ask('POST', '/api/secrets/uses', unknown))).slice(0, 2)).toEqual([
      404,
      `the vault has no secret "wifi/nobody", and the profile none does not ask for it in ${WIFI_FIELD}`,
    ]);
  });
});

describe('the key that profiles are signed with', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'etabli-signing-'));
    const made = [
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'key.pem',
      '-out',
      'c.pem',
      '-subj',
      '/CN=Signer',
    ];
    execFileSync('openssl', ['req', '-x509', ...made], { cwd: folder, stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const profile = { name: 'ipads', restrictions: { camera: false }, mdm: {} };
  const signed = async () => {
    const order = { profile, platform: 'ios', reveal: true };
    const answer = await administrator.well('POST', '/api/mdm/render', order);
    const [file] = ((await answer.json()) as { files: { content: string; encoding: 'base64' | 'utf-8' }[] })
      .files;
    return !Buffer.from(file!.content, file!.encoding).toString('latin1').startsWith('<?xml');
  };

  it('is stored by an administrator, signs, and cannot be named or stored as a secret', async () => {
    const key = readFileSync(join(folder, 'key.pem'), 'utf8');
    expect(await signed()).toBe(false);
    await administrator.well('PUT', '/api/mdm/signing', {
      certificates: readFileSync(join(folder, 'c.pem'), 'utf8'),
      key,
    });
    expect(await signed()).toBe(true);
    const secrets = await administrator.get<{ reference: string }[]>('/api/secrets');
    expect(secrets.map(({ reference }) => reference)).toEqual(['join/other', 'users/alice', 'wifi/put']);
    const named = await technician.ask('POST', '/api/profiles', {
      name: 'thief',
      users: [{ name: 'anna', password: { vault: 'mdm/signing-key' } }],
    });
    expect([named.status, await named.json()]).toMatchObject([
      400,
      { findings: [{ field: 'users[0].password', found: 'mdm/signing-key' }] },
    ]);
    const put = await administrator.ask('PUT', '/api/secrets', { reference: 'mdm/signing-key', value: key });
    expect(put.status).toBe(400);
    await administrator.well('DELETE', '/api/mdm/signing');
    expect(await signed()).toBe(false);
  });

  it('is not stored when it cannot sign', async () => {
    const answer = administrator.ask('PUT', '/api/mdm/signing', { certificates: 'none', key: 'none' });
    expect((await refused(answer)).slice(0, 2)).toEqual([
      409,
      'the signing key cannot be read, or its passphrase is wrong',
    ]);
    expect(await signed()).toBe(false);
  });
});
