import { updateReturning } from '../../src/database/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

describe('a claim', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase({ upTo: '0000' });
  });
  afterAll(() => database.drop());

  it('gives the rows of UPDATE, INSERT and DELETE alike', async () => {
    const source = await database.dataSource([]);
    await source.query('CREATE TABLE job (id int PRIMARY KEY, state text)');
    const claim = "UPDATE job SET state = 'running' WHERE id = $1 AND state = 'queued' RETURNING id";

    expect(
      await updateReturning(source, "INSERT INTO job VALUES (1, 'queued'), (2, 'queued') RETURNING id"),
    ).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await updateReturning(source, claim, [1])).toEqual([{ id: 1 }]);
    expect(await updateReturning(source, claim, [1])).toEqual([]);
    expect(await updateReturning(source, 'DELETE FROM job WHERE id = 2 RETURNING id, state')).toEqual([
      { id: 2, state: 'queued' },
    ]);
  });
});
