import { Attribute } from 'ldapts';
import { JoinedAccounts } from '../../src/park/directory/index.js';
import { ROOT_PEM } from '../support/connections.js';
import { DirectoryServer } from '../support/directory-server.js';
import { JOIN_PASSWORD, WORKSTATIONS } from '../support/samba-domain.js';

let lab: DirectoryServer;
beforeAll(async () => {
  lab = await DirectoryServer.start();
  await lab.add();
});
afterAll(() => lab?.stop());

const marks = (out: string) =>
  [...out.matchAll(/^([✓✗–]) (\S.*?) {2}/gm)].map(([, mark, what]) => `${mark} ${what}`);

describe('etabli directory', () => {
  it('adds, lists, shows, tests and removes', async () => {
    expect(await lab.add({ name: 'other', existing: 'move' })).toEqual({
      status: 0,
      out: 'other  corp.test\n',
      err: 'To try now: etabli directory test other\n',
    });
    const listed = (await lab.etabli('directory', 'list')).out.trim().split('\n');
    expect(listed.map((line) => line.split(/ {2,}/))).toEqual([
      ['NAME', 'DOMAIN', 'SERVERS', 'ACCOUNT', 'OU', 'EXISTING ACCOUNTS'],
      ['corp', 'corp.test', 'dc1.corp.test', 'svc-join', WORKSTATIONS, 'refuse'],
      ['other', 'corp.test', 'dc1.corp.test', 'svc-join', WORKSTATIONS, 'move'],
    ]);
    const shown = JSON.parse((await lab.etabli('directory', 'show', 'other')).out) as object;
    expect(shown).toMatchObject({
      name: 'other',
      account: { user: 'svc-join', password: { vault: 'ad/join' } },
    });
    expect(await lab.etabli('directory', 'remove', 'other')).toEqual({
      status: 0,
      out: '',
      err: 'Directory forgotten.\n',
    });
    expect((await lab.etabli('directory', 'show', 'other')).err).toContain('no directory "other"');
  });

  it('says what is wrong with a description, by its field', async () => {
    const { status, err } = await lab.add({
      servers: [{ name: 'dc1', address: 'here' }],
      certificateAuthority: 'PEM',
      organizationalUnit: 'OU=Postes,DC=corp,DC=example',
      account: { user: 'svc-join', password: 'plain' },
    });
    expect(status).not.toBe(0);
    for (const field of ['servers[0].name', 'servers[0].address', 'certificateAuthority', 'account.password'])
      expect(err).toContain(field);
    expect(err).not.toContain('plain');
  });

  it('tries everything that a join needs', async () => {
    const { status, out } = await lab.etabli('directory', 'test', 'corp');
    expect([status, marks(out)]).toEqual([
      0,
      [
        '✓ password of the vault',
        '✓ dc1.corp.test: address',
        '✓ dc1.corp.test: certificate and logon',
        '✓ dc1.corp.test: domain',
        '✓ dc1.corp.test: right to make computer accounts',
        '✓ dc1.corp.test: join blob',
      ],
    ]);
    expect(await lab.domain.entry('ETABLI-TEST$')).toBeUndefined();
  });

  it.each<[string, object, string, string]>([
    ['a server that nobody knows', { servers: [{ name: 'dc9.corp.invalid' }] }, 'address', 'ENOTFOUND'],
    [
      'a port where nobody listens',
      { servers: [{ name: 'dc1.corp.test', address: '127.0.0.1', port: 1 }] },
      'certificate and logon',
      'dc1.corp.test does not answer (ECONNREFUSED)',
    ],
    [
      'the name of another server',
      { servers: [{ name: 'dc2.corp.test', address: 'DC' }] },
      'certificate and logon',
      'the certificate of dc2.corp.test is not the expected one (ERR_TLS_CERT_ALTNAME_INVALID)',
    ],
    [
      'an account that does not exist',
      { account: { user: 'nobody', password: { vault: 'ad/join' } } },
      'certificate and logon',
      'nobody: account or password refused (1326)',
    ],
    [
      'a unit without the right to make accounts',
      { organizationalUnit: 'OU=Serveurs,DC=corp,DC=test' },
      'right to make computer accounts',
      'svc-join has no right to do that at OU=Serveurs,DC=corp,DC=test',
    ],
    [
      'a unit that does not exist',
      { organizationalUnit: 'OU=Rien,DC=corp,DC=test' },
      'right to make computer accounts',
      'OU=Rien,DC=corp,DC=test does not exist in the directory',
    ],
  ])('says what fails with %s', async (_, parts, what, found) => {
    await lab.add(
      JSON.parse(JSON.stringify({ name: 'wrong', ...parts }).replace('"DC"', `"${lab.domain.address}"`)),
    );
    const { status, out } = await lab.etabli('directory', 'test', 'wrong');
    const bad = out.split('\n').filter((line) => line.startsWith('✗'));
    expect([status, bad.length]).toEqual([1, 1]);
    expect(bad[0]).toContain(what);
    expect(bad[0]).toContain(found);
  });

  it('trusts the pinned authority alone', async () => {
    await lab.add({ name: 'wrong', certificateAuthority: ROOT_PEM });
    const { out } = await lab.etabli('directory', 'test', 'wrong');
    expect(out).toContain('(UNABLE_TO_VERIFY_LEAF_SIGNATURE)');
    expect(out).not.toContain(JOIN_PASSWORD);
  });
});

describe('a join blob', () => {
  it('decodes, joins a Linux client, and is seen in the directory', async () => {
    const order = await lab.order('pc-01', { organizationalUnit: `OU=Salle A,${WORKSTATIONS}` });
    const prepared = await lab.prepare(order);
    expect(prepared).toEqual({
      action: 'create',
      directory: 'corp',
      domain: 'corp.test',
      server: 'dc1.corp.test',
      dn: `CN=PC-01,OU=Salle A,${WORKSTATIONS}`,
      groups: [],
      expiresAt: expect.any(String) as string,
    });
    expect(await lab.domain.entry('PC-01$')).toMatchObject({
      userAccountControl: '4096',
      dNSHostName: 'pc-01.corp.test',
      servicePrincipalName: expect.arrayContaining(['HOST/PC-01', 'HOST/pc-01.corp.test']) as string[],
    });
    const accounts = lab.server.app.get(JoinedAccounts);
    expect(await accounts.read(order.orderKey)).toMatchObject({ isAfterJoin: false, operatingSystem: null });

    const blob = await lab.blobOf(order);
    const dump = await lab.ndrdump(blob);
    for (const words of [
      /lpDomain +: 'CORP\.TEST'/,
      /lpMachineName +: 'PC-01'/,
      /'corp\.test'/,
      /dump OK\s*$/,
    ])
      expect(dump).toMatch(words);
    expect(await lab.domain.clientWith(blob, 'PC-01')).toEqual({
      requested: { code: 0, text: 'Successfully requested Offline Domain Join\n' },
      testjoin: { code: 0, text: 'Join is OK\n' },
    });
    // Windows writes it itself; the Linux client does not.
    await lab.domain.change(prepared.dn, { operatingSystem: 'Windows 11 Pro' });
    expect(await accounts.read(order.orderKey)).toMatchObject({
      dn: prepared.dn,
      organizationalUnit: `OU=Salle A,${WORKSTATIONS}`,
      isDisabled: false,
      operatingSystem: 'Windows 11 Pro',
      isAfterJoin: true,
      silent: [],
    });
  });

  it('leaves a PC whose recovery passwords are found, where the account may see them', async () => {
    const order = await lab.order('PC-93');
    const { dn } = await lab.prepare(order);
    const id = '063DD7D9-25E4-4B5B-9A4A-2F8C9A6F0B11';
    const accounts = lab.server.app.get(JoinedAccounts);
    expect(await accounts.recoveryIds('corp', 'PC-93')).toEqual([]);
    // As Windows names it: when, and the id of the protector.
    await lab.domain.asAdministrator((client) =>
      client.add(`CN=2026-11-29T10:00:00\\+01:00{${id}},${dn}`, [
        new Attribute({ type: 'objectClass', values: ['msFVE-RecoveryInformation'] }),
        new Attribute({ type: 'msFVE-RecoveryGuid', values: [Buffer.alloc(16, 1)] }),
        new Attribute({ type: 'msFVE-RecoveryPassword', values: ['000000'] }),
      ]),
    );
    expect(await accounts.recoveryIds('corp', 'pc-93')).toEqual([]);
    // msFVE-RecoveryInformation, to list and to read.
    const right = '(OA;CIIO;RPLCLO;;ea715d30-8f53-40d0-bd1e-6109186d782c;SID)';
    await lab.domain.grant('svc-join', WORKSTATIONS, right);
    expect(await accounts.recoveryIds('corp', 'pc-93')).toEqual([id]);
    expect(await accounts.recoveryIds('corp', 'PC-NONE')).toEqual([]);
  });

  it('opens nothing any more when its deployment was called off', async () => {
    const order = await lab.order('PC-02');
    await lab.prepare(order);
    const blob = await lab.blobOf(order);
    await lab.callOff(order);
    expect(await lab.joins.blobOf(order.orderKey)).toBeUndefined();
    expect(await lab.domain.entry('PC-02$')).toBeUndefined();
    const { testjoin } = await lab.domain.clientWith(blob, 'PC-02');
    expect(testjoin.code).not.toBe(0);
    expect(await lab.audited('directory.revoke-join')).toEqual([
      { directory: 'corp', computer: 'PC-02', action: 'create', outcome: 'deleted' },
    ]);
  });

  it('is given once, and is nowhere in clear', async () => {
    const order = await lab.order('PC-03');
    await lab.prepare(order);
    const blob = await lab.blobOf(order);
    await lab.inTransaction((manager) => lab.joins.given(manager, order.orderKey));
    // The PC that lost the answer asks again, with the same ticket.
    expect(await lab.joins.blobOf(order.orderKey)).toBe(blob);
    await lab.inTransaction((manager) => lab.joins.consumed(manager, order.orderKey));
    expect(await lab.joins.blobOf(order.orderKey)).toBeUndefined();
    await expect(lab.inTransaction((manager) => lab.joins.given(manager, order.orderKey))).rejects.toThrow(
      'has expired, or was called off',
    );
    const [row] = await lab.database.query<Record<string, unknown>[]>(
      'SELECT sealed_password, sealed_blob, state FROM join_account WHERE order_key = $1',
      [order.orderKey],
    );
    expect(row).toEqual({ sealed_password: null, sealed_blob: null, state: 'consumed' });
  });

  it('expires, and its account goes', async () => {
    const order = await lab.order('PC-04');
    await lab.prepare(order);
    await lab.database.query(`UPDATE join_account SET expires_at = now() WHERE order_key = $1`, [
      order.orderKey,
    ]);
    expect(await lab.joins.blobOf(order.orderKey)).toBeUndefined();
    await lab.callOff();
    expect(await lab.domain.entry('PC-04$')).toBeUndefined();
    expect(await lab.states()).toContain('PC-04 create revoked');
    // The same arming prepares it anew.
    expect(await lab.outcome(order)).toBe(`create CN=PC-04,${WORKSTATIONS}`);
  });
});
