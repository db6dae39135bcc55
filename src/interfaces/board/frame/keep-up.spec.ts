import { EventEmitter } from 'node:events';
import type { MessageEvent } from '@nestjs/common';
import { Subject } from 'rxjs';
import { keepUp, type Outlet } from './keep-up.js';
import { LiveMessage } from './live-drawing.js';

class Socket extends EventEmitter {
  writableNeedDrain = false;
}

function reading() {
  const [socket, messages, read] = [new Socket(), new Subject<MessageEvent>(), [] as unknown[]];
  const reader = keepUp(messages, socket as unknown as Outlet).subscribe(({ data }) => read.push(data));
  return { socket, messages, read, reader };
}
const part = (data: string, now: () => string) => new LiveMessage(data, () => LiveMessage.complete(now()));

describe('a reader of a live page', () => {
  it('gets every change while it keeps up', () => {
    const { messages, read } = reading();
    messages.next(part('one', () => 'whole'));
    messages.next(part('two', () => 'whole'));
    expect(read).toEqual(['one', 'two']);
  });

  it('that reads too slowly gets the whole page of that moment instead of all that it missed', () => {
    const { socket, messages, read } = reading();
    let moment = 0;
    socket.writableNeedDrain = true;
    for (const change of ['one', 'two', 'three']) messages.next(part(change, () => `whole ${moment}`));
    expect(read).toEqual([]);
    moment = 4;
    socket.writableNeedDrain = false;
    socket.emit('drain');
    socket.emit('drain');
    messages.next(part('four', () => 'whole'));
    expect(read).toEqual(['whole 4', 'four']);
  });

  it('that has gone leaves nothing behind', () => {
    const { socket, messages, reader } = reading();
    reader.unsubscribe();
    expect([socket.listenerCount('drain'), messages.observed]).toEqual([0, false]);
  });
});
