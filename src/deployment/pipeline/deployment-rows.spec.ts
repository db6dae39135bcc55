import type { DataSource, EntityManager } from 'typeorm';
import { DeploymentStore } from './deployment.store.js';

describe('the deployments of a large lot', () => {
  it('are inserted a few hundred at a time: a statement has a limit of parameters', async () => {
    const sizes: number[] = [];
    const manager = { insert: (_: unknown, rows: unknown[]) => void sizes.push(rows.length) };
    const rows = Array.from({ length: 1_200 }, (_, index) => ({ rowNumber: index + 1 }));
    await new DeploymentStore({} as DataSource).insert(manager as unknown as EntityManager, rows);
    expect(sizes).toEqual([500, 500, 200]);
  });
});
