import { UserAccounts, type UserOrder } from '../../src/park/directory/index.js';
import { describe as described } from '../../src/platform/core/index.js';
import { randomUUID } from 'node:crypto';
import { DirectoryServer } from '../support/directory-server.js';
import { WORKSTATIONS } from '../support/samba-domain.js';

const PEOPLE = 'OU=Personnes,DC=corp,DC=test';
const USER_CLASS = 'bf967aba-0de6-11d0-a285-00aa003049e2';
const QUEUE_CLASS = 'bf967aa8-0de6-11d0-a285-00aa003049e2';

let lab: DirectoryServer;
beforeAll(async () => {
  lab = await DirectoryServer.start();
  await lab.add();
  const { domain } = lab;
  await domain.tool('ou', 'create', PEOPLE);
  for (const group of ['Compta', 'Postes-Compta']) await domain.tool('group', 'add', group);
});
afterAll(() => lab?.stop());

const order = (user: string, parts: Partial<UserOrder> = {}): UserOrder => ({
  deploymentId: randomUUID(),
  directory: 'corp',
  user,
  enable: false,
  groups: [],
  ...parts,
});
const prepare = (asked: UserOrder) =>
  lab.server.app
    .get(UserAccounts)
    .prepare(asked, () => Promise.resolve())
    .catch((error: unknown) => described(error).text.en);
const create = { organizationalUnit: PEOPLE, password: 'F1rst-planted-Passw0rd' };
const membersOf = async (group: string) => {
  const member = (await lab.domain.entry(group))?.['member'] ?? [];
  return Array.isArray(member) ? member.map(String) : [String(member)];
};

describe('the account of the person who gets a PC', () => {
  it('is made only by an account that has the right to make users', async () => {
    expect(await prepare(order('anna'))).toBe('the directory has no account "anna"');
    expect(await prepare(order('anna', { create }))).toMatch(
      /^creating the account of the user: svc-join has no right to do that at CN=anna,OU=Personnes/,
    );
    await lab.domain.grant('svc-join', PEOPLE, `(OA;CI;CC;${USER_CLASS};;SID)`);
    await lab.domain.grant('svc-join', PEOPLE, `(OA;CIIO;WP;;${USER_CLASS};SID)`);
    const made = await prepare(order('anna', { create }));
    expect(made).toEqual({
      dn: `CN=anna,${PEOPLE}`,
      account: 'anna',
      wasCreated: true,
      wasEnabled: false,
      isEnabled: true,
      groups: [],
    });
    // The person changes it at the first logon.
    expect(await lab.domain.entry('anna')).toMatchObject({
      pwdLastSet: '0',
      userAccountControl: '512',
      userPrincipalName: 'anna@corp.test',
    });
  });

  it('stays as it is the second time, whatever the lot calls it', async () => {
    const before = (await lab.domain.entry('anna'))?.['uSNChanged'];
    expect(await prepare(order('anna', { create }))).toMatchObject({ wasCreated: false });
    expect(await prepare(order('anna@corp.test', { create }))).toMatchObject({ account: 'anna' });
    expect((await lab.domain.entry('anna'))?.['uSNChanged']).toBe(before);
  });

  it('is enabled only when that is asked for', async () => {
    await lab.domain.change(`CN=anna,${PEOPLE}`, { userAccountControl: '514' });
    expect(await prepare(order('anna'))).toMatchObject({ wasEnabled: false, isEnabled: false });
    expect(await prepare(order('anna', { enable: true }))).toMatchObject({
      wasEnabled: true,
      isEnabled: true,
    });
    expect(await lab.domain.entry('anna')).toMatchObject({ userAccountControl: '512' });
  });

  it('becomes a member of the groups of its shares, by an account that may change these groups', async () => {
    const groups = ['Compta'];
    expect(await prepare(order('anna', { groups }))).toMatch(
      /svc-join has no right to do that at CN=Compta,/,
    );
    for (const name of ['Compta', 'Postes-Compta'])
      await lab.domain.grant(
        'svc-join',
        `CN=${name},CN=Users,DC=corp,DC=test`,
        '(OA;;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;;SID)',
      );
    for (const _ of [1, 2])
      expect(await prepare(order('anna', { groups }))).toMatchObject({
        groups: ['CN=Compta,CN=Users,DC=corp,DC=test'],
      });
    expect(await membersOf('Compta')).toEqual([`CN=anna,${PEOPLE}`]);
  });

  it.each([
    ['*', 'the directory has no account "*"'],
    ['anna)(objectClass=*', 'the directory has no account "anna)(objectClass=*"'],
    ['svc-join,OU=x', 'the directory has no account "svc-join,OU=x"'],
  ])('is never found by a filter: %s', async (user, expected) => {
    expect(await prepare(order(user))).toBe(expected);
  });

  it.each(['a,OU=Admins', 'b"c', 'x'.repeat(21)])('is never made under the name %s', async (user) => {
    expect(await prepare(order(user, { create }))).toMatch(/^user: .*expected: an account name/);
  });

  it('is not a computer', async () => {
    await lab.prepare(await lab.order('PC-60'));
    expect(await prepare(order('PC-60$'))).toBe('the directory has no account "PC-60$"');
  });
});

describe('the groups of a computer account', () => {
  it('get the account, and lose it again when an account that was there is given back', async () => {
    const groups = ['postes-compta', 'CN=Compta,CN=Users,DC=corp,DC=test'];
    const prepared = await lab.prepare(await lab.order('PC-61', { groups }));
    expect(prepared.groups).toEqual([
      'CN=Postes-Compta,CN=Users,DC=corp,DC=test',
      'CN=Compta,CN=Users,DC=corp,DC=test',
    ]);
    expect(await membersOf('Postes-Compta')).toEqual([`CN=PC-61,${WORKSTATIONS}`]);
    const [taken] = [await lab.order('PC-60', { groups: ['postes-compta'], existing: 'reuse', inUse: true })];
    await lab.database.query(`UPDATE join_account SET state = 'consumed' WHERE computer = 'PC-60'`);
    await lab.prepare(taken);
    expect(await membersOf('Postes-Compta')).toHaveLength(2);
    await lab.callOff(taken);
    expect(await membersOf('Postes-Compta')).toEqual([`CN=PC-61,${WORKSTATIONS}`]);
  });
});

describe('the printers of a directory', () => {
  const unc = '\\\\srv-print.corp.test\\Étage 2';
  const listed = async () => (await lab.etabli('directory', 'printers', 'corp')).out;

  it('are published by an account that may, changed, and listed', async () => {
    const publish = (...more: string[]) => lab.etabli('directory', 'publish', 'corp', '--unc', unc, ...more);
    expect((await publish()).err).toContain('svc-join has no right to do that');
    await lab.domain.grant('svc-join', WORKSTATIONS, `(OA;CI;CC;${QUEUE_CLASS};;SID)`);
    expect(await publish('--location', 'Bâtiment A')).toMatchObject({
      status: 0,
      out: `${unc}  CN=srv-print-Étage 2,${WORKSTATIONS}\n`,
    });
    expect(await listed()).toMatch(/Étage 2 +\\\\srv-print\.corp\.test\\Étage 2 +Bâtiment A/);
    await publish('--location', 'Bâtiment B', '--driver', 'PCL6');
    expect(await listed()).toMatch(/Bâtiment B +PCL6/);
    expect((await listed()).trim().split('\n')).toHaveLength(2);
  });

  it.each(['srv\\imprimante', '\\\\srv\\a,OU=b', '\\\\srv'])('have no path %s', async (path) => {
    const { status, err } = await lab.etabli('directory', 'publish', 'corp', '--unc', path);
    expect([status === 0, err.includes('unc')]).toEqual([false, true]);
  });
});
