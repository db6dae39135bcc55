import { LoginLimit } from './login-limit.js';

describe('the login limit', () => {
  let limit: LoginLimit;
  beforeEach(() => (limit = new LoginLimit()));

  async function attempts(count: number, name: (n: number) => string, address: (n: number) => string) {
    for (let n = 0; n < count; n += 1) await limit.attempt(name(n), address(n));
  }

  it('allows five attempts for a name from each address', async () => {
    await attempts(
      5,
      () => 'sam',
      () => '10.0.0.1',
    );
    await expect(limit.attempt('sam', '10.0.0.1')).rejects.toThrow('too many attempts');
    await expect(limit.attempt('sam', '10.0.0.2')).resolves.toBeUndefined();
  });

  it('allows thirty attempts from an address', async () => {
    await attempts(
      30,
      (n) => `name-${n}`,
      () => '10.0.0.1',
    );
    await expect(limit.attempt('another', '10.0.0.1')).rejects.toThrow('too many attempts');
  });

  it('allows sixty attempts for a name from all addresses', async () => {
    await attempts(
      60,
      () => 'sam',
      (n) => `10.0.0.${n}`,
    );
    await expect(limit.attempt('sam', '10.0.1.1')).rejects.toThrow('too many attempts');
  });

  it('resets the count of a name after a login', async () => {
    await attempts(
      4,
      () => 'sam',
      () => '10.0.0.1',
    );
    await limit.attempt('sam', '10.0.0.1');
    await limit.succeeded('sam', '10.0.0.1');
    await expect(
      attempts(
        5,
        () => 'sam',
        () => '10.0.0.1',
      ),
    ).resolves.toBeUndefined();
  });

  it('does not count successful logins of an address', async () => {
    for (let n = 0; n < 100; n += 1) {
      await limit.attempt('sam', '10.0.0.1');
      await limit.succeeded('sam', '10.0.0.1');
    }
    await expect(limit.attempt('sam', '10.0.0.1')).resolves.toBeUndefined();
  });

  it('does not count against an address what is refused for one of its names', async () => {
    await attempts(
      5,
      () => 'sam',
      () => '10.0.0.1',
    );
    for (let n = 0; n < 40; n += 1)
      await expect(limit.attempt('sam', '10.0.0.1')).rejects.toThrow('too many attempts');
    await expect(limit.attempt('lea', '10.0.0.1')).resolves.toBeUndefined();
  });

  it('counts nothing for the names that an address tries beyond its limit', async () => {
    await attempts(
      30,
      (n) => `name-${n}`,
      () => '10.0.0.1',
    );
    for (let n = 0; n < 5; n += 1)
      await expect(limit.attempt('sam', '10.0.0.1')).rejects.toThrow('too many attempts');
    for (let n = 0; n < 6; n += 1) await limit.succeeded(`name-${n}`, '10.0.0.1');
    await expect(limit.attempt('sam', '10.0.0.1')).resolves.toBeUndefined();
  });
});
