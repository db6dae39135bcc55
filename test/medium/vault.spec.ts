import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { schemaDrift } from '../../src/database/index.js';
import { KeyStore } from '../../src/vault/key-store.js';
import { Secret } from '../../src/vault/secret.entity.js';
import { SecretStore } from '../../src/vault/secret.store.js';
import { SpentTicket, TicketHorizon } from '../../src/vault/spent-ticket.entity.js';
import { Vault } from '../../src/vault/vault.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

let database: FreshDatabase;
let source: DataSource;
let store: SecretStore;
let folder: string;
let keyFile: string;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0010' });
  source = await database.dataSource([Secret, SpentTicket, TicketHorizon]);
  store = new SecretStore(source);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await source.query('TRUNCATE secret');
  folder = await mkdtemp(join(tmpdir(), 'etabli-vault-'));
  keyFile = join(folder, 'key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the tables', () => {
  it('are what the entities say', async () => {
    const drift = await schemaDrift(source);
    expect(drift).toEqual([]);
  });
});

describe('the vault', () => {
  it('gives back what was put, and only sealed bytes stand in the database', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('wifi/workshop', 'correct horse é');
    expect(await vault.get('wifi/workshop')).toBe('correct horse é');
    expect(await vault.has('wifi/workshop')).toBe(true);
    const [row] = await source.query(`SELECT sealed FROM secret WHERE reference = 'wifi/workshop'`);
    expect(String(row.sealed)).not.toContain('correct horse');
  });

  it('replaces, lists without values, and removes', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('b', 'old');
    await vault.put('b', 'new');
    await vault.put('a', 'x');
    expect(await vault.get('b')).toBe('new');
    expect((await vault.list()).map(({ reference }) => reference)).toEqual(['a', 'b']);
    await vault.remove('b');
    await expect(vault.get('b')).rejects.toThrow('the vault has no secret "b"');
    await expect(vault.remove('b')).rejects.toThrow('the vault has no secret "b"');
  });

  it("never gives out Établi's own keys under a reference", async () => {
    const vault = await Vault.open(store, keyFile);
    expect(await vault.has('key:check')).toBe(false);
    await expect(vault.get('key:check')).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(vault.put('key:signer', 'mine')).rejects.toThrow('"key:signer" cannot name a secret');
  });

  it('does not open a value that was moved to another reference', async () => {
    const vault = await Vault.open(store, keyFile);
    await vault.put('guest', 'low');
    await vault.put('root', 'high');
    await source.query(
      `UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE reference = 'root') WHERE reference = 'guest'`,
    );
    await expect(vault.get('guest')).rejects.toThrow('the sealed value "secret:guest" does not open');
  });

  it('opens again with the same key file, after a restart', async () => {
    await (await Vault.open(store, keyFile)).put('a', 'x');
    expect(await (await Vault.open(store, keyFile)).get('a')).toBe('x');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it('says that the key file is missing, and makes no other, when there are sealed secrets', async () => {
    await Vault.open(store, keyFile);
    await rm(keyFile);
    await expect(Vault.open(store, keyFile)).rejects.toMatchObject({
      name: 'OperatorError',
      message: `the key file ${keyFile} is missing, and the database holds secrets that it sealed`,
    });
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that the key file is another one', async () => {
    await Vault.open(store, keyFile);
    await writeFile(keyFile, Buffer.alloc(32, 7).toString('base64'));
    await expect(Vault.open(store, keyFile)).rejects.toMatchObject({
      name: 'OperatorError',
      message: `the key in ${keyFile} is not the one that sealed the secrets of this database`,
    });
  });

  it('says that the key file has the wrong length or is open to others', async () => {
    await Vault.open(store, keyFile);
    const good = await readFile(keyFile);
    await writeFile(keyFile, 'c2hvcnQ=');
    await expect(Vault.open(store, keyFile)).rejects.toThrow('holds 5 bytes; it must hold 32 bytes');
    await writeFile(keyFile, good);
    await chmod(keyFile, 0o604);
    await expect(Vault.open(store, keyFile)).rejects.toThrow('is open to others than its owner (mode 0604)');
  });

  it('is opened by several servers at once for the first time, with one key for all', async () => {
    const vaults = await Promise.all(Array.from({ length: 6 }, () => Vault.open(store, keyFile)));
    await vaults[0]?.put('a', 'x');
    for (const vault of vaults) expect(await vault.get('a')).toBe('x');
  });

  it('refuses a second server that comes with a key file of its own', async () => {
    const opened = await Promise.allSettled([
      Vault.open(store, keyFile),
      Vault.open(store, join(folder, 'other')),
    ]);
    expect(opened.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });
});

describe('a key', () => {
  it('is made once, whichever of several servers needs it first', async () => {
    let made = 0;
    const servers = await Promise.all(
      Array.from({ length: 5 }, async () => new KeyStore(await Vault.open(store, keyFile), store)),
    );
    const texts = await Promise.all(servers.map((keys) => keys.text('thing', () => `key ${(made += 1)}`)));
    expect(texts).toEqual(['key 1', 'key 1', 'key 1', 'key 1', 'key 1']);
    expect(made).toBe(1);
  });

  it('is made again when it is not good any more', async () => {
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
