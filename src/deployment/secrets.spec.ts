import { secretsOf } from './secrets.js';

describe('secretsOf', () => {
  it('names every reference to the vault with its path', () => {
    const document = {
      users: [{ name: 'anna' }, { name: 'luc', password: { vault: 'luc' } }],
      network: { wifi: [{ ssid: 'atelier', passphrase: { vault: 'wifi/atelier' } }] },
    };
    expect(secretsOf(document)).toEqual([
      { field: 'users[1].password', reference: 'luc' },
      { field: 'network.wifi[0].passphrase', reference: 'wifi/atelier' },
    ]);
  });

  it('finds none in a document that has none', () => {
    expect(secretsOf({ name: 'vault', users: [], locale: null })).toEqual([]);
  });
});
