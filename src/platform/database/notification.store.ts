import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** The one PostgreSQL channel of all notifications. */
const CHANNEL = 'etabli_change';

/** Notifies every listener when the surrounding transaction commits. At most 8000 bytes each. */
export async function notify(source: Pick<EntityManager, 'query'>, payloads: string[]): Promise<void> {
  await source.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads]);
}

/** Listens on a separate connection; `ended` is called once, when that connection is lost. */
export async function listen(
  url: string,
  heard: (payload: string) => void,
  ended: () => void,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'etabli-listen',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  client.on('error', () => undefined); // 'end' follows
  client.on('notification', ({ payload }) => heard(payload ?? ''));
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  client.once('end', ended);
  return client;
}
