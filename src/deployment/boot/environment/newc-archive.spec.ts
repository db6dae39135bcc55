import { spawnSync } from 'node:child_process';
import { newcArchive } from './newc-archive.js';

describe('the archive that is added to the initrd', () => {
  const archive = newcArchive([
    { path: 'etc', mode: 0o755 },
    { path: 'etc/a.pem', mode: 0o644, content: Buffer.from('abcde') },
  ]);

  it('has the format of the kernel, byte for byte', () => {
    const zeros = '00000000';
    expect(archive.toString('latin1')).toBe(
      `07070100000001000041ed${zeros.repeat(2)}00000002${zeros}${zeros}${zeros.repeat(4)}00000004${zeros}etc\0` +
        '\0\0' +
        `07070100000002000081a4${zeros.repeat(2)}00000001${zeros}00000005${zeros.repeat(4)}0000000a${zeros}etc/a.pem\0` +
        'abcde\0\0\0' +
        `07070100000000${zeros}${zeros.repeat(2)}00000001${zeros}${zeros}${zeros.repeat(4)}0000000b${zeros}TRAILER!!!\0` +
        '\0\0\0',
    );
  });

  it('is read by cpio as files of root', () => {
    const listing = spawnSync('cpio', ['-t', '-v', '--numeric-uid-gid', '--quiet'], {
      input: archive,
      env: { TZ: 'UTC', LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    expect(listing.stdout.toString().replaceAll(/ +/g, ' ').trim().split('\n')).toEqual([
      'drwxr-xr-x 2 0 0 0 Jan 1 1970 etc',
      '-rw-r--r-- 1 0 0 5 Jan 1 1970 etc/a.pem',
    ]);
  });
});
