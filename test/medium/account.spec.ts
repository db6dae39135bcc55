import type { DataSource } from 'typeorm';
import { Account } from '../../src/platform/account/account.entity.js';
import { AccountStore } from '../../src/platform/account/account.store.js';
import { Accounts } from '../../src/platform/account/accounts.js';
import { SYSTEM } from '../../src/platform/account/actor.js';
import { ApiToken } from '../../src/platform/account/api-token.entity.js';
import { ApiTokenStore } from '../../src/platform/account/api-token.store.js';
import { AuditEntry } from '../../src/platform/account/audit-entry.entity.js';
import { Audit } from '../../src/platform/account/audit.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { verifyPassword } from '../../src/platform/account/password.js';
import { Session } from '../../src/platform/account/session.entity.js';
import { SessionStore } from '../../src/platform/account/session.store.js';
import { Notifications, schemaDrift } from '../../src/platform/database/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

let database: FreshDatabase;
let source: DataSource;
let audit: Audit;
let accounts: Accounts;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0288' });
  source = await database.dataSource([Account, Session, ApiToken, AuditEntry]);
  audit = new Audit(new AuditStore(source));
  accounts = new Accounts(
    new AccountStore(source),
    new SessionStore(source),
    new ApiTokenStore(source),
    audit,
    new Notifications(source, database.url),
  );
});
afterAll(() => database.drop());
beforeEach(() => source.query('DELETE FROM account'));

const order = { name: 'sam', displayName: 'Sam', role: 'administrator', password: 'twelve chars' } as const;

describe('the tables', () => {
  it('are what the entities say', async () => {
    expect(await schemaDrift(source)).toEqual([]);
  });
});

describe('the first administrator', () => {
  it('is created once when several servers start at once, and its password is shown once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => accounts.ensureFirstAdministrator()));
    const [made, ...more] = answers.filter((answer) => answer !== undefined);
    expect(more).toEqual([]);
    expect(made).toEqual({
      name: 'admin',
      password: expect.stringMatching(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/),
    });
    const account = await accounts.findByName('admin');
    expect(account).toMatchObject({ role: 'administrator', passwordChangeRequired: true });
    expect(await verifyPassword(made?.password ?? '', account?.passwordHash ?? '')).toBe(true);
  });

  it('is not created when there is an account', async () => {
    await accounts.create({ ...order, role: 'viewer' });
    expect(await accounts.ensureFirstAdministrator()).toBeUndefined();
  });
});

describe('accounts', () => {
  it('have unique names, regardless of case', async () => {
    await accounts.create(order);
    await expect(accounts.create({ ...order, name: ' SAM' })).rejects.toThrow(
      'the account "sam" exists already',
    );
  });

  it.each([['été'], ['a b'], ['-a'], ['']])('are not named %j', async (name) => {
    await expect(accounts.create({ ...order, name })).rejects.toThrow('is not a valid account name');
  });

  it('always include an enabled administrator, even when two are disabled at the same time', async () => {
    const one = await accounts.create(order);
    const two = await accounts.create({ ...order, name: 'kim' });
    const ends = await Promise.allSettled([accounts.disable(one.id), accounts.disable(two.id)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = (await accounts.list({ page: 1, pageSize: 10 })).items.find(
      ({ disabledAt }) => disabledAt === null,
    );
    await expect(accounts.update(left?.id ?? '', { role: 'viewer' })).rejects.toThrow(
      'this is the last administrator: appoint another one first',
    );
  });

  it('must change a password that another account set, but not their own', async () => {
    const { id, name } = await accounts.create(order);
    await accounts.setPassword(id, 'another password', SYSTEM);
    expect((await accounts.find(id)).passwordChangeRequired).toBe(true);
    await accounts.setPassword(id, 'a third password', { kind: 'account', id, name });
    expect((await accounts.find(id)).passwordChangeRequired).toBe(false);
  });
});

describe('the audit log', () => {
  it('cannot be changed, deleted or truncated', async () => {
    const act = { actor: SYSTEM, action: 'test.act', subject: { kind: 'test', id: '1' } };
    await audit.record({ ...act, data: { text: 'a\u0000b' } });
    await expect(source.query(`UPDATE audit_entry SET action = 'x'`)).rejects.toThrow(
      'the audit log is append-only',
    );
    await expect(source.query(`DELETE FROM audit_entry`)).rejects.toThrow('the audit log is append-only');
    await expect(source.query(`TRUNCATE audit_entry`)).rejects.toThrow('the audit log is append-only');
    const { items } = await audit.list({ action: 'test.act' }, { page: 1, pageSize: 10 });
    expect(items).toMatchObject([{ actorName: 'Établi', subjectId: '1', data: { text: 'ab' } }]);
  });

  it('has no entry for an action that was rolled back', async () => {
    await accounts.create(order);
    const before = await audit.list({ action: 'account.update' }, { page: 1, pageSize: 1 });
    const { id } = (await accounts.findByName('sam')) as Account;
    await expect(accounts.disable(id)).rejects.toThrow('this is the last administrator');
    const after = await audit.list({ action: 'account.update' }, { page: 1, pageSize: 1 });
    expect(after.total).toBe(before.total);
    expect((await accounts.find(id)).disabledAt).toBeNull();
  });
});
