import { isLoopbackAddress } from '../../platform/account/index.js';
import { secureLocation } from './plain-http.js';

const remote = { secure: false, localPeer: false, httpsPort: 8443, fallbackHost: '10.0.0.2' };

describe('the plain HTTP rule', () => {
  it.each([
    '/boot/aa/grub.cfg?serial=1',
    '/boot/loader//grubx64.efi',
    '/grub/grub.cfg',
    '//env//vmlinuz',
    '/env/vmlinuz',
    '/payloads/ab',
    '/health',
    '/health/live',
  ])('answers %s over plain HTTP to everyone', (path) =>
    expect(secureLocation(path, 'etabli:8080', remote)).toBeUndefined(),
  );

  it.each([
    '/',
    '/api/lots?page=2',
    '/phone-home/hello',
    '/bootstrap',
    '/grubby',
    '/metrics',
    '/environment',
  ])('redirects a remote peer that requests %s to HTTPS', (path) =>
    expect(secureLocation(path, 'etabli:8080', remote)).toBe(`https://etabli:8443${path}`),
  );

  it('keeps an IPv6 name, leaves the default port out, and replaces a malformed host', () => {
    expect(secureLocation('/', '[fd00::2]:80', remote)).toBe('https://[fd00::2]:8443/');
    expect(secureLocation('/', 'etabli', { ...remote, httpsPort: 443 })).toBe('https://etabli/');
    expect(secureLocation('/', 'evil/@x', remote)).toBe('https://10.0.0.2:8443/');
    expect(secureLocation('/', undefined, remote)).toBe('https://10.0.0.2:8443/');
  });

  it('never sends anyone to another host', () => {
    expect(secureLocation('//evil.example/api', 'etabli', remote)).toBe('https://etabli:8443/');
    expect(secureLocation('http://evil.example/api', 'etabli', remote)).toBe('https://etabli:8443/');
  });

  it('answers everything to this machine and over HTTPS', () => {
    expect(secureLocation('/api/lots', 'x', { ...remote, localPeer: true })).toBeUndefined();
    expect(secureLocation('/api/lots', 'x', { ...remote, secure: true })).toBeUndefined();
  });

  it('recognises loopback addresses', () => {
    const answers = [
      '127.0.0.1',
      '127.9.9.9',
      '::1',
      '::ffff:127.0.0.1',
      '10.0.0.1',
      '::ffff:10.0.0.1',
      undefined,
    ];
    expect(answers.map(isLoopbackAddress)).toEqual([true, true, true, true, false, false, false]);
  });
});
