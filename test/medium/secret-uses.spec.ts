import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { Account } from '../../src/platform/account/account.entity.js';
import { AuditEntry } from '../../src/platform/account/audit-entry.entity.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { Audit, SYSTEM } from '../../src/platform/account/index.js';
import type { Role } from '../../src/platform/core/index.js';
import { migrate } from '../../src/platform/database/index.js';
import { digestOf, parseProfile, usesOf } from '../../src/documents/profile/index.js';
import { ProfileRow, Profiles, ProfileVersion } from '../../src/documents/profile/server.js';
import { ProfileStore } from '../../src/documents/profile/profile.store.js';
import { SecretUseRow } from '../../src/platform/vault/secret-use.entity.js';
import { Configure } from '../../src/deployment/pipeline/steps/configure/configure.step.js';
import { Personalise } from '../../src/deployment/pipeline/steps/personalise/personalise.step.js';
import type { StepContext } from '../../src/deployment/pipeline/step-context.js';
import { Secret } from '../../src/platform/vault/secret.entity.js';
import { SecretStore } from '../../src/platform/vault/secret.store.js';
import { Vault } from '../../src/platform/vault/vault.js';
import { useId } from '../../src/platform/vault/secret-use.js';
import { DocumentThreads } from '../../src/platform/threads/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { secretUses } from '../support/secret-uses.js';
import { secretApprovals } from '../support/secret-approvals.js';

const ENTITIES = [ProfileRow, ProfileVersion, Account, AuditEntry, Secret, SecretUseRow];

const threads = new DocumentThreads();
let database: FreshDatabase;
let source: DataSource;

beforeEach(async () => {
  database = await freshDatabase({ upTo: '0130' });
  source = await database.dataSource(ENTITIES);
});
afterEach(() => database.drop());
afterAll(() => threads.close());

async function person(role: Role, name: string = role) {
  const id = randomUUID();
  const account = { id, name, displayName: name, role, passwordHash: '-' };
  await source.manager.insert(Account, account);
  return { kind: 'account' as const, id, name };
}

const approvals = async () =>
  (
    await source.query<{ line: string }[]>(
      `SELECT concat_ws(' ', profile, field, reference, asked_by, coalesce(approved_by, '-')) AS line
         FROM secret_use ORDER BY profile COLLATE "C", field COLLATE "C", reference`,
    )
  ).map(({ line }) => line);

const withPassword = (name: string, vault: string) => ({
  name,
  users: [{ name: 'anna', password: { vault } }],
});

describe('applying a profile that names a secret', () => {
  const profiles = () =>
    new Profiles(
      new ProfileStore(source),
      new Audit(new AuditStore(source)),
      secretApprovals(source),
      threads,
    );

  it('approves it when an administrator does, which is audited, and not when a technician does', async () => {
    await profiles().apply(withPassword('one', 'users/anna'), await person('administrator', 'claire'));
    await profiles().apply(withPassword('two', 'users/anna'), await person('technician', 'thomas'));
    expect(await approvals()).toEqual([
      'one users[].password users/anna claire claire',
      'two users[].password users/anna thomas -',
    ]);
    const acts = await source.manager.findBy(AuditEntry, { action: 'secret.approve' });
    expect(acts.map(({ actorName, subjectId, data }) => ({ actorName, subjectId, data }))).toEqual([
      { actorName: 'claire', subjectId: 'users/anna', data: { profile: 'one', field: 'users[].password' } },
    ]);
  });

  it('approves it when Établi itself does, and not when a disabled administrator does', async () => {
    const gone = await person('administrator', 'gone');
    await source.manager.update(Account, { id: gone.id }, { disabledAt: new Date() });
    await profiles().apply(withPassword('one', 'users/anna'), SYSTEM);
    await profiles().apply(withPassword('two', 'users/anna'), gone);
    expect(await approvals()).toEqual([
      'one users[].password users/anna Établi Établi',
      'two users[].password users/anna gone -',
    ]);
  });

  it('keeps the approvals when a technician applies a later version, and adds none', async () => {
    await profiles().apply(withPassword('one', 'users/anna'), await person('administrator', 'claire'));
    const thomas = await person('technician', 'thomas');
    await profiles().apply({ ...withPassword('one', 'users/anna'), title: { fr: 'v2', en: 'v2' } }, thomas);
    await profiles().apply(withPassword('one', 'join/other'), thomas);
    expect(await approvals()).toEqual([
      'one users[].password join/other thomas -',
      'one users[].password users/anna claire claire',
    ]);
  });
});

describe('the profiles of an earlier release', () => {
  const everywhere = parseProfile({
    name: 'everywhere',
    users: [
      { name: 'anna', password: { vault: 'users/anna' } },
      { name: 'luc', password: { vault: 'users/luc' } },
    ],
    network: { wifi: [{ ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi/atelier' } }] },
    mdm: {
      apple: {
        custom: [{ type: 'com.example.a', content: { Deep: [{ 'a.b é"': { vault: 'apple/a' } }] } }],
      },
      android: { apps: [{ package: 'org.example', configuration: { token: { vault: 'android/token' } } }] },
    },
    windows: {
      raw: [
        {
          pass: 'oobeSystem',
          component: 'Microsoft-Windows-Shell-Setup',
          settings: [
            {
              name: 'AutoLogon',
              settings: [{ name: 'Password', settings: [{ name: 'Value', value: { vault: 'pc/auto' } }] }],
            },
          ],
        },
      ],
    },
  });

  async function applied(document: ReturnType<typeof parseProfile>, actor: typeof SYSTEM, number = 1) {
    const id = randomUUID();
    const { name } = document;
    const version = { id, name, version: number, digest: digestOf(document), createdBy: actor.name };
    await source.manager.insert(ProfileVersion, { ...version, document: document as object });
    const audit = new Audit(new AuditStore(source));
    await audit.record({ actor, action: 'profile.apply', subject: { kind: 'profile', id }, data: {} });
  }

  it('keep the uses that an administrator applied, each with the present name of its field', async () => {
    await applied(everywhere, await person('administrator', 'claire'));
    await migrate(database.url);
    const rows = await source.manager.find(SecretUseRow);
    expect(rows.map(({ id }) => id).sort()).toEqual(usesOf(everywhere).map(useId).sort());
    expect(await approvals()).toEqual([
      'everywhere mdm.android.apps[org.example].configuration.token android/token claire claire',
      'everywhere mdm.apple.custom[com.example.a].content.Deep[]["a.b é\\""] apple/a claire claire',
      'everywhere network.wifi[].passphrase wifi/atelier claire claire',
      'everywhere users[].password users/anna claire claire',
      'everywhere users[].password users/luc claire claire',
      'everywhere windows.raw[Microsoft-Windows-Shell-Setup].settings[AutoLogon].settings[Password].settings[Value].value pc/auto claire claire',
    ]);
  });

  it('need an approval for the uses that only others applied, and have no use of Établi’s own keys', async () => {
    const thomas = await person('technician', 'thomas');
    const demoted = await person('viewer', 'formerly-administrator');
    await applied(parseProfile(withPassword('one', 'join/other')), thomas);
    await applied(parseProfile(withPassword('two', 'join/other')), demoted);
    const own = {
      ...parseProfile({ name: 'own' }),
      users: [{ name: 'a', password: { vault: 'mdm/signing-key' } }],
    };
    await applied(own as ReturnType<typeof parseProfile>, SYSTEM);
    await migrate(database.url);
    expect(await approvals()).toEqual([
      'one users[].password join/other thomas -',
      'two users[].password join/other formerly-administrator -',
    ]);
  });

  it('are approved if an administrator applied one of several versions', async () => {
    await applied(parseProfile(withPassword('one', 'users/anna')), await person('technician', 'thomas'));
    const later = parseProfile({ ...withPassword('one', 'users/anna'), title: { fr: 'v2', en: 'v2' } });
    await applied(later, await person('administrator', 'claire'), 2);
    await migrate(database.url);
    expect(await approvals()).toEqual(['one users[].password users/anna claire claire']);
  });
});

describe('a step that needs a secret', () => {
  /** What a step is given; whatever it does on a machine is noted. */
  function contextOf(document: object) {
    const acts: string[] = [];
    const note = (act: string) => () => {
      acts.push(act);
      return Promise.resolve({ stdout: '' });
    };
    const concealed: string[] = [];
    const context = {
      plan: { profile: { document: parseProfile(document) } },
      machineId: randomUUID(),
      known: () => '',
      agent: note('agent'),
      environment: note('environment'),
      system: note('system'),
      script: note('script'),
      conceal: (values: Iterable<string>) => concealed.push(...values),
    };
    return { context: context as unknown as StepContext<'deploy'>, acts, concealed };
  }

  async function vaultWith(...references: string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'etabli-uses-'));
    const vault = await Vault.open(new SecretStore(source), join(folder, 'key'));
    await rm(folder, { recursive: true });
    for (const reference of references) await vault.put(reference, `value of ${reference}`);
    return secretUses(source, vault);
  }

  const share = {
    kind: 'cifs',
    url: '//server/share',
    mountPoint: '/mnt/share',
    credentials: { vault: 'share/one' },
  };
  const document = {
    name: 'mine',
    users: [{ name: 'anna', password: { vault: 'users/anna' } }],
    personalise: { shares: [share] },
  };
  const user = { reference: 'users/anna', profile: 'mine', field: 'users[].password' };
  const credentials = { reference: 'share/one', profile: 'mine', field: 'personalise.shares[].credentials' };

  it('fails when the approval was revoked after the PC was armed, and writes nothing', async () => {
    const { uses } = await vaultWith('users/anna', 'share/one');
    const given = contextOf(document);
    await expect(new Personalise(uses).run(given.context)).rejects.toMatchObject({
      name: 'OperatorError',
      message:
        'secret not yet approved for this use: "share/one" in personalise.shares[].credentials of the profile mine',
    });
    const keys = [{}, uses, { issue: () => '' }, {}, {}] as unknown as ConstructorParameters<
      typeof Configure
    >;
    await expect(new Configure(...keys).run(given.context)).rejects.toMatchObject({
      name: 'OperatorError',
      message: 'secret not yet approved for this use: "users/anna" in users[].password of the profile mine',
    });
    expect([given.acts.includes('script'), given.concealed]).toEqual([false, []]);
  });

  it('gets only the secrets of its own fields', async () => {
    const { store, uses } = await vaultWith('users/anna', 'share/one');
    await store.transaction((manager) => store.approve([user, credentials], 'claire', manager));
    const given = contextOf(document);
    await new Personalise(uses).run(given.context);
    expect(given.concealed).toEqual(['value of share/one']);
  });
});
