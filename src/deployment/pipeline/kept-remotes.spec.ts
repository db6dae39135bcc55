import { jest } from '@jest/globals';
import type { Remote } from '../../platform/transport/index.js';
import { KeptRemotes } from './kept-remotes.js';

const TARGET = {
  protocol: 'ssh' as const,
  host: '10.0.0.7',
  port: 22,
  user: 'root',
  privateKey: 'ours',
  hostKey: 'ssh-ed25519 AAAA1',
};

class FakeRemote {
  isClosed = false;
  close = () => {
    this.isClosed = true;
    return Promise.resolve();
  };
}

const open = (fake: FakeRemote, target = TARGET) => ({ remote: fake as unknown as Remote, target });

describe('a channel that is kept from one step to the next', () => {
  let kept: KeptRemotes;
  let remote: FakeRemote;

  beforeEach(async () => {
    jest.useFakeTimers();
    kept = new KeptRemotes();
    remote = new FakeRemote();
    await kept.keep('one', open(remote));
  });
  afterEach(() => jest.useRealTimers());

  it('is given once', () => {
    expect(kept.take('one', { ...TARGET })).toBe(remote);
    expect(kept.take('one', TARGET)).toBeUndefined();
    expect(remote.isClosed).toBe(false);
  });

  it('is for its own deployment', () => {
    expect(kept.take('other', TARGET)).toBeUndefined();
    expect(kept.take('one', TARGET)).toBe(remote);
  });

  it.each([
    { host: '10.0.0.8' },
    { port: 2222 },
    { user: 'other' },
    { privateKey: 'another' },
    { hostKey: 'ssh-ed25519 AAAA2' },
  ])('is closed instead of given for another %j', (change) => {
    expect(kept.take('one', { ...TARGET, ...change })).toBeUndefined();
    expect(remote.isClosed).toBe(true);
  });

  it.each([
    { password: 'another' },
    { serverName: 'other.etabli.invalid' },
    { certificateAuthority: 'B' },
    { certificate: 'e' },
  ])('to an installed Windows is closed instead of given for another %j', async (change) => {
    const windows = {
      ...{ protocol: 'winrm' as const, host: '10.0.0.7', port: 5986, user: 'etabli-1', password: 'ours' },
      ...{ certificateAuthority: 'A', serverName: 'pc.etabli.invalid', certificate: 'd' },
    };
    const next = new FakeRemote();
    await kept.keep('one', { remote: next as unknown as Remote, target: windows });
    expect(kept.take('one', { ...windows, ...change })).toBeUndefined();
    expect(next.isClosed).toBe(true);
    const other = new FakeRemote();
    await kept.keep('one', { remote: other as unknown as Remote, target: windows });
    expect(kept.take('one', { ...windows })).toBe(other);
  });

  it('is not given once it has ended', () => {
    remote.isClosed = true;
    expect(kept.take('one', TARGET)).toBeUndefined();
  });

  it('closes when nobody takes it within 20 s', () => {
    jest.advanceTimersByTime(19_999);
    expect(remote.isClosed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(remote.isClosed).toBe(true);
  });

  it('stays open for who took it', () => {
    kept.take('one', TARGET);
    jest.advanceTimersByTime(60_000);
    expect(remote.isClosed).toBe(false);
  });

  it('closes when another is kept in its place', async () => {
    const next = new FakeRemote();
    await kept.keep('one', open(next));
    expect([remote.isClosed, next.isClosed]).toEqual([true, false]);
  });

  it('closes with the worker, which keeps none from then on', async () => {
    await kept.close();
    const late = new FakeRemote();
    await kept.keep('two', open(late));
    expect([remote.isClosed, late.isClosed]).toEqual([true, true]);
    expect(kept.take('two', TARGET)).toBeUndefined();
  });
});
