import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { TooManyFilesError } from './access-errors.js';
import { HeldBodies } from './held-bodies.js';

const from = (remoteAddress: string) => {
  const res = new EventEmitter();
  return { socket: { remoteAddress }, res, once: () => undefined } as unknown as IncomingMessage & {
    res: EventEmitter;
  };
};

describe('the bodies in memory', () => {
  it('are so many bytes of one address, whatever the number of its requests', () => {
    const bodies = new HeldBodies({ ofOneAddress: 100, ofAll: 1_000 });
    const [first, second] = [from('10.0.0.1'), from('10.0.0.1')];
    bodies.hold(first, 60);
    bodies.hold(second, 40);
    expect(() => bodies.hold(second, 1)).toThrow(TooManyFilesError);
    expect(() => bodies.hold(from('10.0.0.2'), 100)).not.toThrow();
  });

  it('are nothing of a request that was refused, so that the others can end', () => {
    const bodies = new HeldBodies({ ofOneAddress: 100, ofAll: 1_000 });
    const [first, second] = [from('10.0.0.1'), from('10.0.0.1')];
    bodies.hold(first, 60);
    bodies.hold(second, 40);
    expect(() => bodies.hold(second, 1)).toThrow(TooManyFilesError);
    expect(() => bodies.hold(second, 1)).toThrow(TooManyFilesError);
    expect(() => bodies.hold(first, 40)).not.toThrow();
  });

  it('are so many bytes of all addresses', () => {
    const bodies = new HeldBodies({ ofOneAddress: 100, ofAll: 150 });
    bodies.hold(from('10.0.0.1'), 100);
    expect(() => bodies.hold(from('10.0.0.2'), 51)).toThrow('too many files arrive at the same time');
    expect(() => bodies.hold(from('10.0.0.2'), 50)).not.toThrow();
  });

  it('count until the request is answered or its connection closes, each byte once', () => {
    const bodies = new HeldBodies({ ofOneAddress: 100, ofAll: 100 });
    const request = from('10.0.0.1');
    bodies.hold(request, 60);
    bodies.hold(request, 40);
    expect(request.res.listenerCount('close')).toBe(1);
    request.res.emit('close');
    const next = from('10.0.0.1');
    bodies.hold(next, 100);
    expect(() => bodies.hold(from('10.0.0.3'), 1)).toThrow(TooManyFilesError);
  });
});
