import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Machines } from '../../park/machine/index.js';
import { Arming } from './arming.js';
import type { Deployment } from './deployment.entity.js';
import type { DeployPlan } from './plan.js';
import type { Planner } from './planner.js';

/** Counts how many of its works are under way at once. */
class Counted {
  most = 0;
  private underWay = 0;

  async run<Result>(result: Result): Promise<Result> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await nextTurn();
    this.underWay -= 1;
    return result;
  }
}

describe('what arming a large lot would erase', () => {
  it('asks the database about one PC after another, in the order of the lot', async () => {
    const asked = new Counted();
    const parts = {
      planner: { planOf: () => asked.run({} as DeployPlan) } as unknown as Planner,
      machines: { find: () => asked.run(undefined) } as unknown as Machines,
    };
    const arming: Arming = Object.assign(Object.create(Arming.prototype) as object, parts) as never;
    const lot = Array.from({ length: 200 }, (_, n) => ({ id: `d${n}`, serial: `S${n}`, mac: null }));
    const erasures = await arming.preview(lot as Deployment[]);
    expect(erasures.map(({ serial }) => serial)).toEqual(lot.map(({ serial }) => serial));
    expect(asked.most).toBe(1);
  });
});
