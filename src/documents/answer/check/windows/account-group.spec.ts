import { settings, SHELL } from '../../../../../test/support/windows-findings.js';
import { checkWindows } from './check-windows.js';

describe('the groups of a local account', () => {
  const account = (groups: string) => {
    const item = `<LocalAccount wcm:action="add"><Group>${groups}</Group><Name>Lea</Name></LocalAccount>`;
    const text = settings(
      'oobeSystem',
      SHELL,
      `<UserAccounts><LocalAccounts>${item}</LocalAccounts></UserAccounts>`,
    );
    return checkWindows(Buffer.from(text)).map(
      ({ line, severity, rule, found, expected }) => `${line} ${severity} ${rule}: ${found} | ${expected.en}`,
    );
  };

  it.each([
    ['Administrator', 'Administrators'],
    ['Administrateur', 'Administrateurs'],
    ['administators', 'Administrators'],
    ['User', 'Users'],
    ['Utilisateur', 'Utilisateurs'],
    ['RemoteDesktopUser', 'RemoteDesktopUsers'],
    ['Remote Desktop User', 'Remote Desktop Users'],
    ['Utilisateurs du bureau a distance', 'Utilisateurs du Bureau à distance'],
  ])('are noted where one is nearly %s', (group, meant) => {
    expect(account(group)).toEqual([
      `4 note windows/unknown-account-group: ${group} | a group such as ${meant}`,
    ]);
  });

  it('are looked at one by one', () => {
    expect(account('Users; Administrator ;RemoteDesktopUsers')).toEqual([
      '4 note windows/unknown-account-group: Administrator | a group such as Administrators',
    ]);
  });

  it.each([
    'Administrators',
    'administrators;USERS',
    'Administrateurs',
    'Administratoren',
    'Administradores',
    'Administratorer',
    'Amministratori',
    'Benutzer',
    'Gebruikers',
    'Gäste',
    "Utilisateurs de l'Analyseur de performances",
    'Techniciens',
    'Admin',
    'docker-users',
    'S-1-5-32-544',
    '%GROUP%',
    '',
  ])('may be %s', (groups) => {
    expect(account(groups)).toEqual([]);
  });
});
