import { verify } from 'unixcrypt';
import type { ProfileDocument } from '../../../../documents/profile/index.js';
import { configureValues } from './configure-values.js';

const GIVEN = {
  hostname: 'pc-1',
  authorizedKey: 'ssh-ed25519 AAAA etabli',
  certificateAuthority: 'PEM',
  server: 'https://10.77.1.3:8443',
  ticket: 'ticket',
};
const DOCUMENT = {
  locale: { language: 'fr_FR.UTF-8', keyboard: { layout: 'fr' }, timeZone: 'Europe/Paris' },
  security: { sshPasswordLogin: false },
  users: [{ name: 'anna', password: { vault: 'users/anna' } }],
} as unknown as ProfileDocument;

const passwordOf = (secret: string) =>
  configureValues(DOCUMENT, { ...GIVEN, secrets: new Map([['users/anna', secret]]) }).users[0]?.password;

describe('a password of the vault', () => {
  it('leaves the server as its hash, with another salt each time', () => {
    const [first = '', second = ''] = [passwordOf(`l'été: "50 %"`), passwordOf(`l'été: "50 %"`)];
    expect(first).toMatch(/^\$6\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$/);
    expect(second).not.toBe(first);
    expect(verify(`l'été: "50 %"`, first)).toBe(true);
    expect(verify(`l'été: "51 %"`, first)).toBe(false);
  });

  it('stays as it is when the vault holds a hash', () => {
    const hash = '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7';
    expect(passwordOf(hash)).toBe(hash);
  });

  // chpasswd reads one account a line: a second line would set another account's password.
  it.each(['first\nroot:second', 'first\r', 'first\n'])(
    'is refused when it has more than one line: %j',
    (secret) => {
      expect(() => passwordOf(secret)).toThrow(
        'the secret "users/anna" has more than one line, or is too long: it is no password',
      );
    },
  );
});
