import { DatabaseRestoration, DatabaseSnapshot, migrate } from '../../src/platform/database/index.js';
import { parentsFirst } from '../../src/platform/database/copied-table.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const TABLE = (name: string, ...parents: string[]) => ({ name, columns: ['id'], bytes: 0, parents });
const ENTRY = `INSERT INTO audit_entry (actor_kind, actor_id, actor_name, action, subject_kind, subject_id, data)
               VALUES ('system', 'x', 'x', 'x', 'x', 'x', '{}')`;

let database: FreshDatabase;
let snapshot: DatabaseSnapshot;

beforeEach(async () => {
  database = await freshDatabase();
  snapshot = await DatabaseSnapshot.open(database.url);
});

afterEach(async () => {
  await snapshot.close();
  await database.drop();
});

async function rowsOf(table: string): Promise<number> {
  const found = (await snapshot.tables()).find(({ name }) => name === table)!;
  let text = '';
  for await (const chunk of snapshot.rows(found)) text += String(chunk);
  return text.split('\n').length - 1;
}

describe('a snapshot of the database', () => {
  it('is of the time of its first query, whatever is committed later', async () => {
    expect(await rowsOf('account')).toBe(0);
    const writer = await database.dataSource([]);
    await writer.query(ENTRY);
    expect(await writer.query('SELECT count(*)::int AS n FROM audit_entry')).toEqual([{ n: 1 }]);
    expect(await rowsOf('audit_entry')).toBe(0);
  });

  it('has every table of the product after those that it refers to, and none of the queue', async () => {
    const names = (await snapshot.tables()).map(({ name }) => name);
    expect(names).toContain('migration');
    for (const [parent, child] of [
      ['account', 'api_token'],
      ['machine', 'deployment'],
      ['lot', 'deployment'],
      ['profile_version', 'lot'],
      ['step', 'step_log'],
    ])
      expect(names.indexOf(parent!)).toBeLessThan(names.indexOf(child!));
    expect(names.filter((name) => name.includes('bull') || name.includes('job'))).toEqual([]);
  });

  it('refuses tables with circular references', () => {
    expect(() => parentsFirst([TABLE('a', 'b'), TABLE('b', 'c'), TABLE('c', 'a')])).toThrow(/a → b → c → a/);
  });
});

describe('a restoration of the database', () => {
  it('prevents any Établi from starting on it, and is refused while one uses it', async () => {
    const restoration = await DatabaseRestoration.open(database.url);
    expect(await restoration.isAlone()).toBe(false); // the snapshot reads it
    await snapshot.close();
    expect(await restoration.isAlone()).toBe(true);
    let started = false;
    const other = migrate(database.url).then(() => (started = true));
    expect(await DatabaseRestoration.open(database.url).then(aloneOnce)).toBe(false);
    expect(started).toBe(false);
    await restoration.close();
    await other;
    expect(started).toBe(true);
    snapshot = await DatabaseSnapshot.open(database.url);
  });

  it('changes nothing until it is committed', async () => {
    await snapshot.close();
    const writer = await database.dataSource([]);
    await writer.query(ENTRY);
    await writer.destroy();
    const restoration = await DatabaseRestoration.open(database.url);
    expect(await restoration.isEmpty()).toBe(false);
    await restoration.begin([]);
    expect(await restoration.isEmpty()).toBe(true);
    await restoration.close();
    snapshot = await DatabaseSnapshot.open(database.url);
    expect(await rowsOf('audit_entry')).toBe(1);
  });
});

async function aloneOnce(restoration: DatabaseRestoration): Promise<boolean> {
  return restoration.isAlone().finally(() => restoration.close());
}
