import { EMPTY, firstValueFrom, Subject } from 'rxjs';
import type { Change, Notifications } from '../../../platform/database/index.js';
import { EventStreams } from './event-streams.js';
import { LivePages } from './live-pages.js';

describe('a page that is equal for all its readers', () => {
  const changes = new Subject<Change>();
  const notifications = { changes: () => changes, gaps: () => EMPTY } as unknown as Notifications;
  const live = new LivePages(notifications, new EventStreams());
  const always = () => true;
  let drawn = 0;
  const draw = () => Promise.resolve(`drawing ${(drawn += 1)}`);

  it('is drawn once for all who follow it, and the next reader gets the last drawing', async () => {
    const first: unknown[] = [];
    const reader = live.followTogether('lot 1 fr', draw, always).subscribe(({ data }) => first.push(data));
    const second = await firstValueFrom(live.followTogether('lot 1 fr', draw, always));
    const third = await firstValueFrom(live.followTogether('lot 1 fr', draw, always));
    expect([second.data, third.data, first, drawn]).toEqual(['drawing 1', 'drawing 1', ['drawing 1'], 1]);
    reader.unsubscribe();
  });

  it('is drawn anew once nobody follows it any more, and apart from other pages', async () => {
    const again = await firstValueFrom(live.followTogether('lot 1 fr', draw, always));
    const other = await firstValueFrom(live.followTogether('lot 1 en', draw, always));
    expect([again.data, other.data]).toEqual(['drawing 2', 'drawing 3']);
    expect(changes.observed).toBe(false);
  });

  it('that cannot be drawn ends for its readers, and the next reader tries again', async () => {
    const fails = () => Promise.reject(new Error('database away'));
    await expect(firstValueFrom(live.followTogether('lot 2 fr', fails, always))).rejects.toThrow(
      'database away',
    );
    expect((await firstValueFrom(live.followTogether('lot 2 fr', draw, always))).data).toBe('drawing 4');
  });
});
