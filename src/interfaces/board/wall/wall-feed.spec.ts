import { firstValueFrom, of, Subject } from 'rxjs';
import type { WallPositions } from '../../../park/wall/index.js';
import type { WorkshopFeed } from '../workshop/workshop-feed.js';
import type { WorkshopState } from '../workshop/workshop-state.js';
import type { WorkshopStore } from '../workshop/workshop.store.js';
import { WallFeed, type WallState } from './wall-feed.js';

const WORKSHOP: WorkshopState = {
  present: new Map(),
  marks: new Map(),
  lots: [],
  ended: [],
  asides: {
    notices: { fr: { items: [] }, en: { items: [] } },
    refusals: { fr: { rows: [] }, en: { rows: [] } },
  },
};

it('a wall that is opened later begins at once with what the walls before it show', async () => {
  const positions = { list: () => Promise.resolve([]) } as unknown as WallPositions;
  const store = { latest: () => Promise.resolve([]) } as unknown as WorkshopStore;
  const workshop = { changes: () => of(WORKSHOP) } as unknown as WorkshopFeed;
  const feed = new WallFeed(workshop, positions, store);
  const walls = new Subject<WallState>();
  const first = firstValueFrom(walls);
  const [earlier, shown] = [feed.changes().subscribe(walls), [] as WallState[]];
  await first;
  const later = feed.changes().subscribe((wall) => shown.push(wall));
  for (const reader of [earlier, later]) reader.unsubscribe();
  expect(shown).toEqual([{ workshop: WORKSHOP, spots: [] }]);
});
