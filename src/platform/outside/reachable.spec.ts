import { isRefusedAddress, mustBeReachable, reachableLookup } from './reachable.js';

describe('an address that messages are sent to', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
    'not an address',
  ])('is never %s', (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  it.each(['10.0.0.5', '192.168.1.20', '172.16.0.1', '127.0.0.1', '::1', 'fd12:3456::1', '203.0.113.7'])(
    'may be %s',
    (address) => {
      expect(isRefusedAddress(address)).toBe(false);
    },
  );

  it('is judged as the URL parser reads it', () => {
    for (const host of [
      '2852039166',
      '0xa9fea9fe',
      '0251.0376.0251.0376',
      '169.254.43518',
      '[::ffff:169.254.169.254]',
    ])
      expect(() => mustBeReachable(new URL(`https://${host}/latest`))).toThrow(
        /no message is sent|aucun message/,
      );
  });

  it('is judged once its name is resolved', async () => {
    const result = await new Promise<Error | null>((resolve) =>
      reachableLookup('169.254.169.254', { all: true }, (error) => resolve(error)),
    );
    expect(result?.message).toMatch(/169\.254\.169\.254/);
  });
});
