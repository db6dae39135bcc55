import { HelloLimit } from './hello-limit.js';

describe('the limit of hellos', () => {
  let limit: HelloLimit;
  beforeEach(() => (limit = new HelloLimit()));

  /** How many of these hellos are accepted before one is refused. */
  async function taken(
    count: number,
    machine: (n: number) => string | undefined,
    address: (n: number) => string,
  ) {
    for (let n = 0; n < count; n += 1) {
      const refused = await limit.consume(machine(n), address(n)).then(
        () => false,
        () => true,
      );
      if (refused) return n;
    }
    return count;
  }

  it('accepts twenty of each machine from one address', async () => {
    expect(
      await taken(
        30,
        () => 'machine-1',
        () => '10.0.0.5',
      ),
    ).toBe(20);
    await expect(limit.consume('machine-1', '10.0.0.5')).rejects.toMatchObject({ status: 429 });
    await expect(limit.consume('machine-2', '10.0.0.5')).resolves.toBeUndefined();
  });

  it('accepts a machine from its own address after another address reached its limit', async () => {
    await taken(
      30,
      () => 'machine-1',
      () => '10.0.0.66',
    );
    await expect(limit.consume('machine-1', '10.0.0.5')).resolves.toBeUndefined();
  });

  it('accepts sixty of one machine from all addresses', async () => {
    expect(
      await taken(
        90,
        () => 'machine-1',
        (n) => `10.0.0.${n}`,
      ),
    ).toBe(60);
  });

  it('accepts sixty unknown PCs from one address', async () => {
    expect(
      await taken(
        90,
        () => undefined,
        () => '10.0.0.5',
      ),
    ).toBe(60);
    await expect(limit.consume(undefined, '10.0.0.6')).resolves.toBeUndefined();
  });
});
