import { symbols } from 'pino';
import { logger } from './log.js';
import { loggedError } from './logged-error.js';

/** As TypeORM makes it: with every field of the driver's error. */
class QueryFailedError extends Error {
  query = 'INSERT INTO account (name, password_hash) VALUES ($1, $2)';
  parameters = ['anna', 'scrypt$32768$8$3$salt$hash'];
  detail = 'Key (name)=(anna) already exists.';
  code = '23505';
  constraint = 'account_name_unique';
  driverError = { detail: 'Key (name)=(anna) already exists.' };
}

describe('an error in the log', () => {
  it('shows a failed query without its parameters', () => {
    const error = new QueryFailedError('duplicate key value');
    expect(loggedError(error)).toEqual({
      type: 'QueryFailedError',
      message: 'duplicate key value',
      stack: error.stack,
      query: 'INSERT INTO account (name, password_hash) VALUES ($1, $2)',
      code: '23505',
      constraint: 'account_name_unique',
    });
  });

  it('shows its causes', () => {
    const logged = loggedError(new Error('not stored', { cause: new Error('disk full') }));
    expect(logged).toMatchObject({ type: 'Error', message: 'not stored: disk full' });
  });

  it('shows the errors of an AggregateError the same way', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', parameters: ['secret'] });
    expect(loggedError(new AggregateError([refused], 'nobody answers'))).toMatchObject({
      message: 'nobody answers',
      errors: [{ type: 'Error', message: 'refused', stack: refused.stack, code: 'ECONNREFUSED' }],
    });
  });

  it('is the form that every logger uses', () => {
    const { [symbols.serializersSym]: serializers } = logger('test') as unknown as Record<symbol, object>;
    expect(serializers).toMatchObject({ err: loggedError });
  });
});
