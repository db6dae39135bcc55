import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { schemaDrift } from '../../src/platform/database/index.js';
import { KeyStore } from '../../src/platform/vault/key-store.js';
import { Secret } from '../../src/platform/vault/secret.entity.js';
import { openSecret } from '../../src/platform/vault/open-secret.js';
import { ProfileSigningKey } from '../../src/platform/vault/profile-signing-key.js';
import { SecretUseRow } from '../../src/platform/vault/secret-use.entity.js';
import { contextOf, SecretStore } from '../../src/platform/vault/secret.store.js';
import { SpentTicket, TicketHorizon } from '../../src/platform/vault/spent-ticket.entity.js';
import { Vault } from '../../src/platform/vault/vault.js';
import { secretUses } from '../support/secret-uses.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

let database: FreshDatabase;
let source: DataSource;
let store: SecretStore;
let folder: string;
let keyFile: string;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0130' });
  source = await database.dataSource([Secret, SecretUseRow, SpentTicket, TicketHorizon]);
  store = new SecretStore(source);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await source.query('TRUNCATE secret, secret_use');
  folder = await mkdtemp(join(tmpdir(), 'etabli-vault-'));
  keyFile = join(folder, 'key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the tables', () => {
  it('match the entities', async () => {
    const drift = await schemaDrift(source);
    expect(drift).toEqual([]);
  });
});

describe('the vault', () => {
  it('returns a stored secret, and the database contains only encrypted bytes', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('wifi/workshop', 'correct horse é');
    expect(await openSecret(vault, store, 'wifi/workshop')).toBe('correct horse é');
    expect(await vault.has('wifi/workshop')).toBe(true);
    const [row] = await source.query(`SELECT sealed FROM secret WHERE reference = 'wifi/workshop'`);
    expect(String(row.sealed)).not.toContain('correct horse');
  });

  it('replaces, lists without values, and removes', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('b', 'old');
    await vault.put('b', 'new');
    await vault.put('a', 'x');
    expect(await openSecret(vault, store, 'b')).toBe('new');
    expect((await vault.list()).map(({ reference }) => reference)).toEqual(['a', 'b']);
    await vault.remove('b');
    await expect(openSecret(vault, store, 'b')).rejects.toThrow('the vault has no secret "b"');
    await expect(vault.remove('b')).rejects.toThrow('the vault has no secret "b"');
  });

  it("never reveals Établi's own keys by a reference", async () => {
    const vault = await Vault.open(store, keyFile);
    expect(await vault.has('key:check')).toBe(false);
    await expect(openSecret(vault, store, 'key:check')).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(vault.put('key:signer', 'mine')).rejects.toThrow('"key:signer" cannot name a secret');
  });

  it.each(['MDM/x', 'a//b', 'a/', '-a', 'a b', 'a'.repeat(129)])(
    'refuses a secret that a profile cannot name, and removes an existing one: %s',
    async (reference) => {
      const vault = await Vault.open(store, keyFile);
      await expect(vault.put(reference, 'lost')).rejects.toThrow(`"${reference}" cannot name a secret`);
      await store.put(reference, vault.seal(Buffer.from('lost'), contextOf(reference)));
      expect(await vault.has(reference)).toBe(false);
      await vault.remove(reference);
      expect(await store.find(reference)).toBeUndefined();
    },
  );

  it.each(['mdm/signing-key', 'mdm/signing-certificates', 'mdm/signing-passphrase'])(
    'stores and reveals nothing under %s, not even an existing value',
    async (reference) => {
      const vault = await Vault.open(store, keyFile);
      await store.put(reference, vault.seal(Buffer.from('PEM'), contextOf(reference)));
      expect(await vault.has(reference)).toBe(false);
      await expect(openSecret(vault, store, reference)).rejects.toThrow(
        `the vault has no secret "${reference}"`,
      );
      await expect(vault.put(reference, 'PEM')).rejects.toThrow(`"${reference}" is reserved for Établi`);
    },
  );

  it('does not decrypt a value that was moved to another reference', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('guest', 'low');
    await vault.put('root', 'high');
    await source.query(
      `UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE reference = 'root') WHERE reference = 'guest'`,
    );
    await expect(openSecret(vault, store, 'guest')).rejects.toThrow(
      'the sealed value "secret:guest" does not open',
    );
  });

  it('decrypts with the same key file after a restart', async () => {
    await (await Vault.open(store, keyFile)).put('a', 'x');
    expect(await openSecret(await Vault.open(store, keyFile), store, 'a')).toBe('x');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it('reports a missing key file, and creates no other, when there are encrypted secrets', async () => {
    await Vault.open(store, keyFile);
    await rm(keyFile);
    await expect(Vault.open(store, keyFile)).rejects.toMatchObject({
      name: 'OperatorError',
      message: `the key file ${keyFile} is missing, and the database holds secrets that it sealed`,
    });
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('reports a wrong key file', async () => {
    await Vault.open(store, keyFile);
    await writeFile(keyFile, Buffer.alloc(32, 7).toString('base64'));
    await expect(Vault.open(store, keyFile)).rejects.toMatchObject({
      name: 'OperatorError',
      message: `the key in ${keyFile} is not the one that sealed the secrets of this database`,
    });
  });

  it('reports a key file with a wrong length, or readable by others', async () => {
    await Vault.open(store, keyFile);
    const good = await readFile(keyFile);
    await writeFile(keyFile, 'c2hvcnQ=');
    await expect(Vault.open(store, keyFile)).rejects.toThrow('holds 5 bytes; it must hold 32 bytes');
    await writeFile(keyFile, good);
    await chmod(keyFile, 0o604);
    await expect(Vault.open(store, keyFile)).rejects.toThrow(
      'is accessible to others than its owner (mode 0604)',
    );
  });

  it('is created once, with one key, by several servers at once', async () => {
    const vaults = await Promise.all(Array.from({ length: 6 }, () => Vault.open(store, keyFile)));
    await vaults[0]?.put('a', 'x');
    for (const vault of vaults) expect(await openSecret(vault, store, 'a')).toBe('x');
  });

  it('refuses a second server with another key file', async () => {
    const opened = await Promise.allSettled([
      Vault.open(store, keyFile),
      Vault.open(store, join(folder, 'other')),
    ]);
    expect(opened.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });
});

describe('a key', () => {
  it('is created once by several servers', async () => {
    let made = 0;
    const servers = await Promise.all(
      Array.from({ length: 5 }, async () => new KeyStore(await Vault.open(store, keyFile), store)),
    );
    const texts = await Promise.all(servers.map((keys) => keys.text('thing', () => `key ${(made += 1)}`)));
    expect(texts).toEqual(['key 1', 'key 1', 'key 1', 'key 1', 'key 1']);
    expect(made).toBe(1);
  });

  it('is created again when it is no longer valid', async () => {
    const keys = new KeyStore(await Vault.open(store, keyFile), store);
    await keys.text('thing', () => 'old');
    expect(
      await keys.text(
        'thing',
        () => 'new',
        (text) => text !== 'old',
      ),
    ).toBe('new');
    expect(await keys.text('thing', () => 'newer')).toBe('new');
  });
});

describe('the key that profiles are signed with', () => {
  const former = ['mdm/signing-certificates', 'mdm/signing-key', 'mdm/signing-passphrase'];

  it('is moved from its former references and encrypted again', async () => {
    const vault = await Vault.open(store, keyFile);
    for (const reference of former)
      await store.put(reference, vault.seal(Buffer.from(`of ${reference}`), contextOf(reference)));
    const keys = new KeyStore(vault, store);
    const expected = {
      certificates: 'of mdm/signing-certificates',
      key: 'of mdm/signing-key',
      passphrase: 'of mdm/signing-passphrase',
    };
    expect(await (await ProfileSigningKey.open(keys)).find()).toEqual(expected);
    expect(await (await ProfileSigningKey.open(keys)).find()).toEqual(expected);
    const rows = await source.query<{ reference: string }[]>('SELECT reference FROM secret ORDER BY 1');
    expect(rows.map(({ reference }) => reference)).toEqual(['key:check', 'key:profile-signing']);
  });

  it('can be replaced and removed', async () => {
    const key = await ProfileSigningKey.open(new KeyStore(await Vault.open(store, keyFile), store));
    expect(await key.find()).toBeUndefined();
    await key.put({ certificates: 'c', key: 'k' });
    expect(await key.find()).toEqual({ certificates: 'c', key: 'k' });
    await key.remove();
    expect(await key.find()).toBeUndefined();
  });
});

describe('the uses of secrets', () => {
  const use = { reference: 'join/other', profile: 'mine', field: 'users[].password' };

  it('reveal nothing when one of several is not approved, and say which one and who can approve it', async () => {
    const vault = await Vault.open(store, keyFile);
    const { store: rows, uses } = secretUses(source, vault);
    await vault.put('users/anna', 'one');
    await vault.put('join/other', 'two');
    const good = { reference: 'users/anna', profile: 'mine', field: 'users[].password' };
    await rows.transaction((manager) => rows.approve([good], 'claire', manager));
    await rows.transaction((manager) => rows.add([use], 'thomas', manager));
    await expect(uses.reveal([good, use])).rejects.toMatchObject({
      name: 'OperatorError',
      text: {
        fr: 'secret pas encore approuvé pour cet usage : « join/other » dans users[].password du profil mine',
        en: 'secret not yet approved for this use: "join/other" in users[].password of the profile mine',
      },
      remedy: {
        fr: `Demandez à un administrateur de l’approuver : etabli secret approve join/other --profile mine --field 'users[].password'`,
        en: `Ask an administrator to approve it: etabli secret approve join/other --profile mine --field 'users[].password'`,
      },
    });
    expect(await uses.reveal([good])).toEqual(new Map([['users/anna', 'one']]));
  });

  it('quote the field for the shell in the command of the refusal', async () => {
    const vault = await Vault.open(store, keyFile);
    const { uses } = secretUses(source, vault);
    await vault.put('join/other', 'two');
    const hostile = { ...use, field: `extras["'; reboot; '"]` };
    await expect(uses.reveal([hostile])).rejects.toMatchObject({
      remedy: {
        en: `Ask an administrator to approve it: etabli secret approve join/other --profile mine --field 'extras["'\\''; reboot; '\\''"]'`,
      },
    });
  });

  it.each([
    ['another profile', { ...use, profile: 'theirs' }],
    ['another field', { ...use, field: 'network.wifi[].passphrase' }],
    ['another secret', { ...use, reference: 'users/anna' }],
  ])('are approved for what was said, not for %s', async (_, other) => {
    const vault = await Vault.open(store, keyFile);
    const { store: rows, uses } = secretUses(source, vault);
    await vault.put('join/other', 'two');
    await vault.put('users/anna', 'one');
    await rows.transaction((manager) => rows.approve([use], 'claire', manager));
    expect(await uses.reveal([use])).toEqual(new Map([['join/other', 'two']]));
    await expect(uses.reveal([other])).rejects.toThrow('secret not yet approved for this use');
  });

  it('are no longer approved once revoked', async () => {
    const vault = await Vault.open(store, keyFile);
    const { store: rows, uses } = secretUses(source, vault);
    await vault.put('join/other', 'two');
    await rows.transaction((manager) => rows.approve([use], 'claire', manager));
    expect(await rows.transaction((manager) => rows.revoke(use, manager))).toBe(true);
    expect(await rows.transaction((manager) => rows.revoke(use, manager))).toBe(false);
    await expect(uses.reveal([use])).rejects.toThrow('secret not yet approved for this use');
  });
});
