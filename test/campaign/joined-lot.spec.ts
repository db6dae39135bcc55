import type { JoinOrder } from '../../src/park/directory/index.js';
import { DirectoryServer } from '../support/directory-server.js';
import { WORKSTATIONS } from '../support/samba-domain.js';

const PCS = 200;
/** As many as the workers of an installation prepare at once. */
const AT_ONCE = 16;

let lab: DirectoryServer;
beforeAll(async () => {
  lab = await DirectoryServer.start();
  await lab.add();
}, 120_000);
afterAll(() => lab?.stop());

/** What is done for each, so many at a time. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<string>): Promise<string[]> {
  const results: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

it('a lot of 200 PCs is prepared, each blob decodes, and each PC joins with its own', async () => {
  const names = Array.from({ length: PCS }, (_, index) => `LOT-${String(index + 1).padStart(3, '0')}`);
  const orders = new Map<string, JoinOrder>();
  for (const name of names) orders.set(name, await lab.order(name));
  const outcomes = await forAll(names, (name) => lab.outcome(orders.get(name)!));
  expect(outcomes).toEqual(names.map((name) => `create CN=${name},${WORKSTATIONS}`));
  const joined: string[] = [];
  for (const name of names) {
    const blob = await lab.blobOf(orders.get(name)!);
    const dump = await lab.ndrdump(blob);
    const { testjoin } = await lab.domain.clientWith(blob, name);
    joined.push(
      `${/lpMachineName +: '(.*)'/.exec(dump)?.[1]} ${/dump (\w+)\s*$/.exec(dump)?.[1]} ${testjoin.text.trim()}`,
    );
  }
  expect(joined).toEqual(names.map((name) => `${name} OK Join is OK`));
}, 1_800_000);
