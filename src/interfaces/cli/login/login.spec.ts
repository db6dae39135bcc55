import { isSameFingerprint } from './authority.js';
import { serverAddress } from './server-address.js';

describe('the address of a server', () => {
  it('is taken as people type it', () => {
    expect(serverAddress('etabli.example')).toBe('https://etabli.example:8443');
    expect(serverAddress(' 10.0.0.5 ')).toBe('https://10.0.0.5:8443');
    expect(serverAddress('10.0.0.5:9443')).toBe('https://10.0.0.5:9443');
    expect(serverAddress('[fd00::1]')).toBe('https://[fd00::1]:8443');
    expect(serverAddress('https://etabli.example/board?x')).toBe('https://etabli.example');
    expect(serverAddress('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  });

  it.each([
    'http://etabli.example',
    'ftp://etabli',
    'https://anna:pw@etabli',
    '',
    'a b',
    'http://127.0.0.1.evil.example',
  ])('is never %s, which would send the password in clear or nowhere', (given) => {
    expect(() => serverAddress(given)).toThrow();
  });
});

describe('a fingerprint', () => {
  const one = 'AB:'.repeat(31) + 'CD';

  it('is the same however it is written', () => {
    expect(isSameFingerprint(one, one.replaceAll(':', '').toLowerCase())).toBe(true);
    expect(isSameFingerprint(`SHA256 ${one.replaceAll(':', ' ')}`, one)).toBe(true);
  });

  it('is not the same when it is shorter or another', () => {
    expect(isSameFingerprint('', '')).toBe(false);
    expect(isSameFingerprint('AB:CD', 'AB:CD')).toBe(false);
    expect(isSameFingerprint(one.replace('CD', 'CE'), one)).toBe(false);
  });
});
