import type { ProfileDocument } from '../../../profile/index.js';
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
  it('is given to chpasswd as it is', () => {
    expect(passwordOf(`l'été: "50 %"`)).toBe(`l'été: "50 %"`);
  });

  // chpasswd reads one account a line: a second line would set another account's password.
  it.each(['first\nroot:second', 'first\r', 'first\n'])(
    'is refused when it has more than one line: %j',
    (secret) => {
      expect(() => passwordOf(secret)).toThrow(
        'the secret "users/anna" has more than one line: it is no password',
      );
    },
  );
});
