import { parseProfile } from './profile-document.js';
import { secretsOf, usesOf } from './secret-references.js';

describe('secretsOf', () => {
  it('names every reference to the vault with its path, and with that path as it is approved', () => {
    const document = {
      users: [{ name: 'anna' }, { name: 'luc', password: { vault: 'luc' } }],
      network: { wifi: [{ ssid: 'atelier', passphrase: { vault: 'wifi/atelier' } }] },
    };
    expect(secretsOf(document)).toEqual([
      { field: 'users[1].password', use: 'users[].password', reference: 'luc' },
      { field: 'network.wifi[0].passphrase', use: 'network.wifi[].passphrase', reference: 'wifi/atelier' },
    ]);
  });

  it('finds none in a document that has none', () => {
    expect(secretsOf({ name: 'vault', users: [], locale: null })).toEqual([]);
  });

  it('takes a group with another key, or a text that is no reference, for a group', () => {
    expect(secretsOf({ a: { vault: 'x', more: 1 }, b: { vault: 'NOT ONE' } })).toEqual([]);
  });
});

describe('usesOf', () => {
  it('tells payloads, apps, paths and settings by hand apart by their names', () => {
    const document = {
      name: 'mixed',
      mdm: {
        apple: { custom: [{ type: 'com.example.a', content: { Password: { vault: 'a' } } }] },
        android: { apps: [{ package: 'org.example', configuration: { 'server.key': { vault: 'b' } } }] },
        windows: { custom: [{ path: './Device/Vendor/MSFT/X (1)', value: { vault: 'c' } }] },
      },
      windows: {
        raw: [
          {
            component: 'Microsoft-Windows-Shell-Setup',
            settings: [{ name: 'AutoLogon', settings: [{ name: 'Password', value: { vault: 'd' } }] }],
          },
        ],
      },
    };
    expect(usesOf(document)).toEqual([
      { profile: 'mixed', reference: 'a', field: 'mdm.apple.custom[com.example.a].content.Password' },
      {
        profile: 'mixed',
        reference: 'b',
        field: 'mdm.android.apps[org.example].configuration["server.key"]',
      },
      { profile: 'mixed', reference: 'c', field: 'mdm.windows.custom["./Device/Vendor/MSFT/X (1)"].value' },
      {
        profile: 'mixed',
        reference: 'd',
        field: 'windows.raw[Microsoft-Windows-Shell-Setup].settings[AutoLogon].settings[Password].value',
      },
    ]);
  });

  it('does not take one key with a dot for two', () => {
    const fields = [{ 'a.b': { vault: 'x' } }, { a: { b: { vault: 'x' } } }].map(
      (extras) => usesOf({ name: 'p', extras } as { name: string })[0]?.field,
    );
    expect(fields).toEqual(['extras["a.b"]', 'extras.a.b']);
  });
});

describe('a profile', () => {
  it.each(['mdm/signing-key', 'mdm/signing-certificates', 'mdm/signing-passphrase'])(
    'cannot name %s, by hand in a payload neither',
    (vault) => {
      const users = [{ name: 'anna', password: { vault } }];
      const custom = [{ type: 'com.example.a', content: { deep: [{ Key: { vault } }] } }];
      expect(() => parseProfile({ name: 'own', users, mdm: { apple: { custom } } })).toThrow(
        `profile refused: users[0].password = "${vault}" → a secret of yours: this one is Établi’s own ; ` +
          `mdm.apple.custom[0].content.deep[0].Key = "${vault}" → a secret of yours: this one is Établi’s own`,
      );
    },
  );
});
