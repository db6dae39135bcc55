import { QueryFailedError } from 'typeorm';
import { isDatabaseAway, withRetry } from './database-away.js';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const failed = (driverError: Error) => new QueryFailedError('SELECT 1', [], driverError);

describe('a database that is away', () => {
  it.each([
    ['refuses connections', coded('ECONNREFUSED')],
    ['was killed under a query', failed(new Error('Connection terminated unexpectedly'))],
    ['is shutting down', failed(coded('57P01', 'terminating connection due to administrator command'))],
    ['is starting', coded('57P03', 'the database system is starting up')],
    ['lost the connection', failed(coded('08006'))],
  ])('is known when it %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a row that exists already', failed(coded('23505', 'duplicate key'))],
    ['a wrong query', failed(coded('42601'))],
    ['a full disk', failed(coded('53100'))],
    ['a bug', new TypeError('x is not a function')],
    ['no error', 'ECONNREFUSED'],
  ])('is not taken for %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  it('is waited for', async () => {
    let tries = 0;
    const answer = await withRetry(() => {
      tries += 1;
      return tries < 3 ? Promise.reject(coded('ECONNREFUSED')) : Promise.resolve('there');
    });
    expect(answer).toBe('there');
    expect(tries).toBe(3);
  });

  it('is not waited for when it has answered with an error', async () => {
    let tries = 0;
    const work = () => {
      tries += 1;
      return Promise.reject(failed(coded('23505', 'duplicate key')));
    };
    await expect(withRetry(work)).rejects.toThrow('duplicate key');
    expect(tries).toBe(1);
  });
});
