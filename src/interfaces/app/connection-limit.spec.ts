import { EventEmitter } from 'node:events';
import type { Server } from 'node:net';
import { limitConnections } from './connection-limit.js';

class FakeSocket extends EventEmitter {
  destroyed = false;
  constructor(readonly remoteAddress?: string) {
    super();
  }
  destroy() {
    this.destroyed = true;
    this.emit('close');
  }
}

/** The sockets of connections that are opened one after another. */
function opened(server: EventEmitter, addresses: (string | undefined)[]): FakeSocket[] {
  return addresses.map((address) => {
    const socket = new FakeSocket(address);
    server.emit('connection', socket);
    return socket;
  });
}

const kept = (sockets: FakeSocket[]) => sockets.map(({ destroyed }) => !destroyed);

describe('connections of one address', () => {
  let server: EventEmitter;

  beforeEach(() => {
    server = new EventEmitter();
    limitConnections(server as Server, 2);
  });

  it('are refused beyond the limit, and those of others are not', () => {
    const sockets = opened(server, ['10.0.0.5', '10.0.0.5', '10.0.0.5', '10.0.0.6']);
    expect(kept(sockets)).toEqual([true, true, false, true]);
  });

  it('are counted only while they are open', () => {
    const [first] = opened(server, ['10.0.0.5', '10.0.0.5']);
    opened(server, ['10.0.0.5']);
    first?.destroy();
    expect(kept(opened(server, ['10.0.0.5', '10.0.0.5']))).toEqual([true, false]);
  });

  it.each([undefined, '127.0.0.1', '::ffff:127.0.0.1', '::1'])(
    'are not limited on this machine itself: %s',
    (address) => {
      expect(kept(opened(server, [address, address, address]))).toEqual([true, true, true]);
    },
  );
});
