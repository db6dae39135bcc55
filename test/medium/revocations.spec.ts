import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Directories, Revocations } from '../../src/park/directory/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
beforeAll(async () => (server = await runningServer()), 60_000);
afterAll(() => server.stop());

const database = () => server.app.get(DataSource, { strict: false });

/** A join that was called off, in a directory of its own. */
async function calledOff(directory: string, createdAt: string, retryAt: string): Promise<void> {
  const machine = randomUUID();
  await database().query('INSERT INTO machine (id, serial) VALUES ($1, $2)', [machine, `SN-${machine}`]);
  await database().query(
    `INSERT INTO join_account (id, deployment_id, order_key, machine_id, directory, computer, organizational_unit,
                               action, state, expires_at, created_at, retry_at)
     VALUES ($1::uuid, $1::uuid, $1::text, $2, $3, 'PC', 'OU=Postes', 'create', 'revoking', now(), now() - $4::interval,
             now() - $5::interval)`,
    [randomUUID(), machine, directory, createdAt, retryAt],
  );
}

describe('a round of revocations', () => {
  it('tries what was not tried yet first, and nothing twice, however long each takes', async () => {
    await calledOff('down', '2 hours', '2 minutes');
    await calledOff('down-longer', '3 hours', '1 minute');
    await calledOff('fresh', '1 minute', null as never);
    const asked: string[] = [];
    jest.spyOn(server.app.get(Directories), 'within').mockImplementation(async (name) => {
      asked.push(name);
      // As if its servers had taken more than the pause to be silent.
      if (asked.length < 9)
        await database().query(`UPDATE join_account SET retry_at = now() WHERE directory = $1`, [name]);
      throw new Error('no server answers');
    });
    await server.app.get(Revocations).once();
    expect(asked).toEqual(['fresh', 'down', 'down-longer']);
  });
});
