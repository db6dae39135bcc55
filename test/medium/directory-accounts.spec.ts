import { Attribute } from 'ldapts';
import type { JoinOrder } from '../../src/park/directory/index.js';
import { DirectoryServer } from '../support/directory-server.js';
import { WORKSTATIONS } from '../support/samba-domain.js';

const SERVERS = 'OU=Serveurs,DC=corp,DC=test';
const NOT_EVERYTHING = [
  ['a computer elsewhere', `CN=X1,${SERVERS}`, { objectClass: 'computer', sAMAccountName: 'X1$' }],
  ['a user in its unit', `CN=x2,${WORKSTATIONS}`, { objectClass: 'user', sAMAccountName: 'x2' }],
  ['a unit in its unit', `OU=X3,${WORKSTATIONS}`, { objectClass: 'organizationalUnit' }],
  ['a group in its unit', `CN=x4,${WORKSTATIONS}`, { objectClass: 'group', sAMAccountName: 'x4' }],
] as const;

/** [MS-ADTS] §5.1.3.2: what taking an account that another made needs, inherited by computer accounts. */
const TAKING = [
  'CR;00299570-246d-11d0-a768-00aa006e0529',
  'WP;4c164200-20c0-11d0-a768-00aa006e0529',
  'SW;72e39547-7b18-11d1-adef-00c04fd8d5cd',
  'SW;f3a64788-5306-11d1-a9c5-0000f80367c1',
].map((right) => `(OA;CIIO;${right};bf967a86-0de6-11d0-a285-00aa003049e2;SID)`);

let lab: DirectoryServer;
beforeAll(async () => {
  lab = await DirectoryServer.start();
  await lab.add();
});
afterAll(() => lab?.stop());

const guidOf = async (computer: string) =>
  ((await lab.domain.entry(`${computer}$`))?.['objectGUID'] as Buffer | undefined)?.toString('hex');
const passwordSet = async (computer: string) => (await lab.domain.entry(`${computer}$`))?.['pwdLastSet'];
/** An account that somebody else made, with a password that nobody here knows. */
const put = (computer: string) =>
  lab.domain.asAdministrator((client) =>
    client.add(`CN=${computer},${WORKSTATIONS}`, [
      ...[['objectClass', 'computer'] as const, ['sAMAccountName', `${computer}$`] as const].map(
        ([type, value]) => new Attribute({ type, values: [value] }),
      ),
      new Attribute({ type: 'userAccountControl', values: ['4096'] }),
      new Attribute({ type: 'unicodePwd', values: [Buffer.from('"Th3irs-unknown-to-us"', 'utf16le')] }),
    ]),
  );

async function allowTaking(): Promise<void> {
  for (const right of TAKING) await lab.domain.grant('svc-join', WORKSTATIONS, right);
}

describe('an account that is refused', () => {
  it.each<[string, Partial<JoinOrder> & { computer: string }, RegExp]>([
    [
      'in a unit that does not exist',
      { computer: 'PC-10', organizationalUnit: `OU=Rien,${WORKSTATIONS}` },
      /OU=Rien.* does not exist in the directory$/,
    ],
    [
      'in a unit of another domain',
      { computer: 'PC-10', organizationalUnit: 'OU=Postes,DC=autre,DC=test' },
      /^organizationalUnit: .* below DC=corp,DC=test$/,
    ],
    [
      'where the join account has no right',
      { computer: 'PC-10', organizationalUnit: SERVERS },
      /^creating the account: svc-join has no right to do that at CN=PC-10,OU=Serveurs/,
    ],
    [
      'with more than 15 characters',
      { computer: 'PC-0123456789ABC' },
      /^hostname: "PC-0123456789ABC"; expected: at most 15/,
    ],
    ['with a name of other characters', { computer: 'BAD NAME!' }, /^hostname: "BAD NAME!"/],
    ['with a name that would be another name', { computer: 'A,OU=Admins' }, /^hostname:/],
    ['with a name that would be a filter', { computer: '*)(cn=*' }, /^hostname:/],
    [
      'in a group that does not exist',
      { computer: 'PC-10', groups: ['Domain Computers)(cn=*'] },
      /the directory has no group "Domain Computers\)\(cn=\*"$/,
    ],
    [
      'with the name of a domain controller',
      { computer: 'DC1', existing: 'move', inUse: true },
      /DC1.* is a domain controller: its account is never taken$/,
    ],
    ['of an unknown directory', { computer: 'PC-10', directory: 'nowhere' }, /^no directory "nowhere"$/],
  ])('%s', async (_, { computer, ...parts }, expected) => {
    expect(await lab.outcome(await lab.order(computer, parts))).toMatch(expected);
    expect(await lab.domain.entry(`PC-10$`)).toBeUndefined();
    await lab.callOff();
  });

  it('by a directory that is down, or with a wrong password', async () => {
    const unreached = { servers: [{ name: 'dc1.corp.test', address: '127.0.0.1', port: 1 }] };
    await lab.add({ name: 'down', ...unreached });
    expect(await lab.outcome(await lab.order('PC-11', { directory: 'down' }))).toBe(
      'logon to the directory: dc1.corp.test does not answer (ECONNREFUSED)',
    );
    await lab.putSecret('ad/wrong', 'not-this-one');
    await lab.add({ name: 'refused', account: { user: 'svc-join', password: { vault: 'ad/wrong' } } });
    expect(await lab.outcome(await lab.order('PC-11', { directory: 'refused' }))).toBe(
      'logon to the directory: svc-join: account or password refused (1326)',
    );
    const [down] = unreached.servers;
    const { domain } = lab;
    await lab.add({ name: 'half', servers: [down, { name: domain.name, address: domain.address }] });
    expect(await lab.outcome(await lab.order('PC-11', { directory: 'half' }))).toMatch(/^create CN=PC-11,/);
  });
});

describe('the join account', () => {
  it.each(NOT_EVERYTHING)('cannot make %s', async (_, dn, values) => {
    const session = await lab.sessionOf('svc-join');
    await expect(session.add(dn, values, { fr: '-', en: 'making' })).rejects.toThrow('svc-join has no right');
    await session.close();
  });

  it('cannot touch the account of another, and needs no more than the documented rights to take it', async () => {
    await put('PC-20');
    const before = await passwordSet('PC-20');
    const order = await lab.order('PC-20', { existing: 'reuse' });
    expect(await lab.outcome(order)).toBe(
      `taking the account: svc-join has no right to do that at CN=PC-20,${WORKSTATIONS}`,
    );
    expect(await passwordSet('PC-20')).toBe(before);
    await allowTaking();
    expect(await lab.outcome(order)).toBe(`reuse CN=PC-20,${WORKSTATIONS}`);
    expect(await lab.domain.clientWith(await lab.blobOf(order), 'PC-20')).toMatchObject({
      testjoin: { code: 0 },
    });
  });
});

describe('an account that exists', () => {
  beforeAll(allowTaking);

  it('is not touched unless the profile allows it', async () => {
    await put('PC-30');
    const before = await passwordSet('PC-30');
    expect(await lab.outcome(await lab.order('PC-30'))).toBe(
      `the directory has an account PC-30 already: CN=PC-30,${WORKSTATIONS}`,
    );
    expect(await lab.states()).not.toContain('PC-30 create preparing');
    expect(await passwordSet('PC-30')).toBe(before);
  });

  it('is taken where it is, and keeps being the same account', async () => {
    const guid = await guidOf('PC-30');
    const order = await lab.order('PC-30', { existing: 'reuse' });
    expect(await lab.outcome(order)).toBe(`reuse CN=PC-30,${WORKSTATIONS}`);
    expect(await guidOf('PC-30')).toBe(guid);
    const blob = await lab.blobOf(order);
    await lab.callOff(order);
    // It was there before: it stays, but the blob opens nothing.
    expect(await guidOf('PC-30')).toBe(guid);
    expect((await lab.domain.clientWith(blob, 'PC-30')).testjoin.code).not.toBe(0);
  });

  it('that was to be taken and was not stays as it is when the deployment is called off', async () => {
    await put('PC-33');
    const before = await passwordSet('PC-33');
    const order = await lab.order('PC-33', { existing: 'reuse' });
    await expect(lab.joins.prepare(order, () => Promise.reject(new Error('killed')))).rejects.toThrow(
      'killed',
    );
    await lab.callOff(order);
    expect(await passwordSet('PC-33')).toBe(before);
    expect(await lab.states()).toContain('PC-33 reuse revoked');
  });

  it('that an earlier deployment of this PC prepared is given back to the later one', async () => {
    const first = await lab.order('PC-34');
    await lab.prepare(first);
    const second = await lab.order('PC-34', { machineId: first.machineId });
    expect(await lab.outcome(second)).toBe(`create CN=PC-34,${WORKSTATIONS}`);
    expect(await lab.joins.blobOf(first.orderKey)).toBeUndefined();
  });

  it('is moved only when that is asked for', async () => {
    const room = `OU=Salle A,${WORKSTATIONS}`;
    const parts = { organizationalUnit: room };
    expect(await lab.outcome(await lab.order('PC-30', { ...parts, existing: 'reuse', inUse: true }))).toBe(
      `the account is in another organizational unit: CN=PC-30,${WORKSTATIONS}, not ${room}`,
    );
    await lab.domain.grant('svc-join', WORKSTATIONS, '(OA;CI;DC;bf967a86-0de6-11d0-a285-00aa003049e2;;SID)');
    await lab.domain.grant(
      'svc-join',
      WORKSTATIONS,
      '(OA;CIIO;WP;;bf967a86-0de6-11d0-a285-00aa003049e2;SID)',
    );
    const order = await lab.order('PC-30', { ...parts, existing: 'move', inUse: true });
    expect(await lab.outcome(order)).toBe(`move CN=PC-30,${room}`);
    expect((await lab.domain.entry('PC-30$'))?.dn).toBe(`CN=PC-30,${room}`);
  });

  it('is refused when it is disabled, or when another PC still uses it', async () => {
    await put('PC-31');
    await lab.domain.change(`CN=PC-31,${WORKSTATIONS}`, { userAccountControl: '4098' });
    expect(await lab.outcome(await lab.order('PC-31', { existing: 'reuse' }))).toMatch(
      /^the account PC-31 is disabled/,
    );
    const first = await lab.order('PC-32');
    await lab.prepare(first);
    await lab.domain.clientWith(await lab.blobOf(first), 'PC-32');
    await lab.inTransaction((manager) => lab.joins.given(manager, first.orderKey));
    await lab.inTransaction((manager) => lab.joins.consumed(manager, first.orderKey));
    expect(await lab.outcome(await lab.order('PC-32', { existing: 'reuse' }))).toMatch(
      /^the account PC-32 is still used/,
    );
    // The same PC once more: it is its own account.
    const again = await lab.order('PC-32', { existing: 'reuse', machineId: first.machineId });
    expect(await lab.outcome(again)).toBe(`reuse CN=PC-32,${WORKSTATIONS}`);
  });
});

describe('an account that another PC has taken since', () => {
  const taken = async (computer: string) => {
    const first = await lab.order(computer);
    await lab.prepare(first);
    await lab.inTransaction((manager) => lab.joins.given(manager, first.orderKey));
    await lab.inTransaction((manager) => lab.joins.consumed(manager, first.orderKey));
    const later = await lab.order(computer, { existing: 'reuse', inUse: true });
    expect(await lab.outcome(later)).toBe(`reuse CN=${computer},${WORKSTATIONS}`);
    return { first, later, blob: await lab.blobOf(later) };
  };
  const consume = ({ orderKey }: JoinOrder) =>
    lab.inTransaction(async (manager) => {
      await lab.joins.given(manager, orderKey);
      await lab.joins.consumed(manager, orderKey);
    });

  it('stays when its first deployment is called off, also while the other one prepares it', async () => {
    const { first, later, blob } = await taken('PC-60');
    await lab.callOff(first);
    expect(await lab.domain.clientWith(blob, 'PC-60')).toMatchObject({ testjoin: { code: 0 } });
    await consume(later);
    await lab.callOff(first);
    expect(await lab.domain.clientWith(blob, 'PC-60')).toMatchObject({ testjoin: { code: 0 } });
    await lab.callOff(later);
    expect((await lab.domain.clientWith(blob, 'PC-60')).testjoin.code).not.toBe(0);
  });

  it('is given back when both deployments are called off at once', async () => {
    const { first, later, blob } = await taken('PC-61');
    await consume(later);
    await lab.callOff(first, later);
    expect((await lab.domain.clientWith(blob, 'PC-61')).testjoin.code).not.toBe(0);
    expect((await lab.states()).filter((line) => line.startsWith('PC-61'))).toEqual([
      'PC-61 create revoked',
      'PC-61 reuse revoked',
    ]);
  });

  it('is not taken back without being asked, by a retry or by a new deployment of the first PC', async () => {
    const { first, later } = await taken('PC-62');
    expect(await lab.outcome({ ...first, existing: 'reuse' })).toMatch(/^the account PC-62 is still used/);
    await consume(later);
    const before = await passwordSet('PC-62');
    expect(await lab.outcome({ ...first, existing: 'reuse' })).toMatch(/^the account PC-62 is still used/);
    const again = await lab.order('PC-62', { existing: 'reuse', machineId: first.machineId });
    expect(await lab.outcome(again)).toMatch(/^the account PC-62 is still used/);
    expect(await passwordSet('PC-62')).toBe(before);
  });
});

it('an account with something below it, which no directory deletes, is made worthless', async () => {
  const order = await lab.order('PC-63');
  await lab.prepare(order);
  const blob = await lab.blobOf(order);
  // As BitLocker keeps its recovery passwords there.
  await lab.domain.asAdministrator((client) =>
    client.add(`CN=Recovery,CN=PC-63,${WORKSTATIONS}`, [
      new Attribute({ type: 'objectClass', values: ['msFVE-RecoveryInformation'] }),
      new Attribute({ type: 'msFVE-RecoveryGuid', values: [Buffer.alloc(16, 1)] }),
      new Attribute({ type: 'msFVE-RecoveryPassword', values: ['000000'] }),
    ]),
  );
  await lab.callOff(order);
  expect(await lab.states()).toContain('PC-63 create revoked');
  expect((await lab.domain.clientWith(blob, 'PC-63')).testjoin.code).not.toBe(0);
});

describe('at once', () => {
  it('two deployments prepare two PCs, and only one of them the same name', async () => {
    const orders = await Promise.all(['PC-40', 'PC-41', 'PC-42', 'pc-42'].map((name) => lab.order(name)));
    const outcomes = await Promise.all(orders.map((order) => lab.outcome(order)));
    expect(outcomes.slice(0, 2)).toEqual([
      `create CN=PC-40,${WORKSTATIONS}`,
      `create CN=PC-41,${WORKSTATIONS}`,
    ]);
    // The other one meets the first at work, or its account when it has just been made.
    expect(outcomes.slice(2)).toContain(`create CN=PC-42,${WORKSTATIONS}`);
    expect(outcomes.slice(2)).toContainEqual(
      expect.stringMatching(
        /^(another deployment prepares the account PC-42 already$|the directory has an account PC-42 already: CN=PC-42,)/,
      ),
    );
  });

  it('twenty PCs are prepared, and every blob is that of its PC', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `LOT-${String(index + 1).padStart(3, '0')}`);
    const orders = await Promise.all(names.map((name) => lab.order(name)));
    const outcomes = await Promise.all(orders.map((order) => lab.outcome(order)));
    expect(outcomes).toEqual(names.map((name) => `create CN=${name},${WORKSTATIONS}`));
    for (const [index, order] of orders.entries()) {
      const dump = await lab.ndrdump(await lab.blobOf(order));
      expect(dump).toMatch(new RegExp(`lpMachineName +: '${names[index]}'`));
      expect(dump).toMatch(/dump OK\s*$/);
    }
    const [last] = orders.slice(-1);
    expect(await lab.domain.clientWith(await lab.blobOf(last!), 'LOT-020')).toMatchObject({
      testjoin: { text: 'Join is OK\n' },
    });
  });
});

describe('a PC that joins with an account of its own', () => {
  it('is looked up first, and nothing is changed', async () => {
    const check = async (computer: string, parts: Partial<JoinOrder> = {}) =>
      lab.joins.check(await lab.order(computer, parts)).then(
        ({ action, dn }) => `${action} ${dn}`,
        (error: Error) => error.message,
      );
    expect(await check('PC-80')).toBe(`create CN=PC-80,${WORKSTATIONS}`);
    expect(await lab.domain.entry('PC-80$')).toBeUndefined();
    await put('PC-81');
    const before = await passwordSet('PC-81');
    expect(await check('PC-81')).toMatch(/^the directory has an account PC-81 already/);
    expect(await check('PC-81', { existing: 'reuse' })).toBe(`reuse CN=PC-81,${WORKSTATIONS}`);
    // Windows does not move an account.
    const room = { existing: 'move', organizationalUnit: `OU=Salle A,${WORKSTATIONS}` } as const;
    expect(await check('PC-81', room)).toMatch(/^the account is in another organizational unit/);
    expect(await passwordSet('PC-81')).toBe(before);
    expect((await lab.states()).filter((line) => line.startsWith('PC-8'))).toEqual([]);
  });

  it('is refused when the use of the password was not approved', async () => {
    const place = ['--profile', 'directory:corp', '--field', 'account.password'];
    await lab.etabli('secret', 'revoke', 'ad/join', ...place);
    expect(await lab.outcome(await lab.order('PC-82'))).toBe(
      'secret not yet approved for this use: "ad/join" in account.password of the profile directory:corp',
    );
    await lab.etabli('secret', 'approve', 'ad/join', ...place);
    expect(await lab.outcome(await lab.order('PC-82'))).toBe(`create CN=PC-82,${WORKSTATIONS}`);
  });
});

describe('a worker that died', () => {
  it('before the account was made makes it the next time', async () => {
    const order = await lab.order('PC-50');
    await expect(lab.joins.prepare(order, () => Promise.reject(new Error('killed')))).rejects.toThrow(
      'killed',
    );
    expect(await lab.states()).toContain('PC-50 create preparing');
    expect(await lab.domain.entry('PC-50$')).toBeUndefined();
    expect(await lab.outcome(order)).toBe(`create CN=PC-50,${WORKSTATIONS}`);
  });

  it('between the account and its blob knows it again by its password, and no other account', async () => {
    const order = await lab.order('PC-51');
    await lab.prepare(order);
    const guid = await guidOf('PC-51');
    const forget = `UPDATE join_account SET state = 'preparing', account_guid = NULL, sealed_blob = NULL WHERE order_key = $1`;
    await lab.database.query(forget, [order.orderKey]);
    expect(await lab.outcome(order)).toBe(`create CN=PC-51,${WORKSTATIONS}`);
    expect(await guidOf('PC-51')).toBe(guid);
    // Somebody else made one of the same name meanwhile: it is not taken for ours, not even to give it back.
    await lab.database.query(forget, [order.orderKey]);
    await lab.domain.tool('computer', 'delete', 'PC-51');
    await put('PC-51');
    const theirs = await guidOf('PC-51');
    expect(await lab.outcome(order)).toMatch(/^the directory has an account PC-51 already/);
    await lab.callOff(order);
    expect(await guidOf('PC-51')).toBe(theirs);
  });

  it('leaves nothing behind when its deployment was cancelled meanwhile', async () => {
    const order = await lab.order('PC-52');
    const cancelled = lab.joins.prepare(order, () => lab.callOff(order));
    await expect(cancelled).rejects.toThrow('has expired, or was called off');
    await lab.callOff();
    expect(await lab.domain.entry('PC-52$')).toBeUndefined();
    expect(await lab.states()).toContain('PC-52 create revoked');
  });

  it('gives accounts back once the directory answers again', async () => {
    const order = await lab.order('PC-53');
    await lab.prepare(order);
    await lab.domain.down();
    await lab.callOff(order);
    expect(await lab.states()).toContain('PC-53 create revoking');
    expect((await lab.etabli('directory', 'remove', 'corp')).err).toContain(
      'deployments under way have an account',
    );
    await lab.domain.up();
    await lab.database.query('UPDATE join_account SET retry_at = NULL');
    await lab.callOff();
    expect(await lab.states()).toContain('PC-53 create revoked');
    expect(await lab.domain.entry('PC-53$')).toBeUndefined();
  });
});
