import type { Socket } from 'node:net';
import type { Account } from './account.entity.js';
import type { AccountStore } from './account.store.js';
import { LocalToken } from './local-token.js';
import { markLocal } from './peer.js';

const ACCOUNT = { id: 'a', name: 'local-bench', disabledAt: null } as Account;

function localToken(account: Account = ACCOUNT): LocalToken {
  return new LocalToken({
    find: (id: string) => Promise.resolve(id === account.id ? account : null),
  } as AccountStore);
}

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) => ({
  socket: { remoteAddress } as Socket,
  headers,
});

describe('the token of this machine', () => {
  it('is valid on loopback and on the UNIX socket', async () => {
    const tokens = localToken();
    const token = tokens.renew('a');
    const socket = from(undefined);
    markLocal(socket.socket);
    for (const peer of [from('127.0.0.1'), from('::1'), socket])
      expect(await tokens.authenticate(token, peer)).toBe(ACCOUNT);
  });

  it.each(['10.0.0.9', '192.168.1.1', 'fe80::1', undefined])('is refused from %s', async (address) => {
    const tokens = localToken();
    expect(await tokens.authenticate(tokens.renew('a'), from(address))).toBeUndefined();
  });

  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])(
    'is refused when a proxy of this machine forwards it with the header %s',
    async (name) => {
      const tokens = localToken();
      const request = from('127.0.0.1', { [name]: 'for=10.0.0.9' });
      expect(await tokens.authenticate(tokens.renew('a'), request)).toBeUndefined();
    },
  );

  it('is refused after another one was created, and by another process', async () => {
    const tokens = localToken();
    const former = tokens.renew('a');
    const token = tokens.renew('a');
    expect(await tokens.authenticate(former, from('127.0.0.1'))).toBeUndefined();
    expect(await localToken().authenticate(token, from('127.0.0.1'))).toBeUndefined();
    expect(await tokens.authenticate(token, from('127.0.0.1'))).toBe(ACCOUNT);
  });

  it('is refused when its account is disabled', async () => {
    const tokens = localToken({ ...ACCOUNT, disabledAt: new Date() });
    expect(await tokens.authenticate(tokens.renew('a'), from('127.0.0.1'))).toBeUndefined();
  });
});
