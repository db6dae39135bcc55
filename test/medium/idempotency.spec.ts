import { DataSource } from 'typeorm';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let database: DataSource;

beforeAll(async () => {
  server = await runningServer({ LOG_LEVEL: 'silent' });
  database = server.app.get(DataSource);
});

afterAll(async () => {
  await server.stop();
});

const token = (key: string, name: string) =>
  server.ask('/api/tokens', {
    method: 'POST',
    body: JSON.stringify({ name }),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });

const lot = (key: string, csv: string) =>
  server.ask('/api/lots?profile=none&customer=ACME&dryRun=true', {
    method: 'POST',
    body: csv,
    headers: { 'content-type': 'text/csv', 'idempotency-key': key },
  });

const tokensNamed = async (wanted: string) => {
  const page = (await (await server.ask('/api/tokens')).json()) as { items: { name: string }[] };
  return page.items.filter(({ name }) => name === wanted).length;
};

describe('an Idempotency-Key on a CSV', () => {
  it('belongs to these bytes, not to others of the same length', async () => {
    await database.query(`DELETE FROM idempotency_key`);
    const profile = await server.ask('/api/profiles', {
      method: 'POST',
      body: JSON.stringify(await minimalProfile()),
      headers: { 'content-type': 'application/json' },
    });
    const { name } = (await profile.json()) as { name: string };
    const send = (csv: string) =>
      server.ask(`/api/lots?profile=${name}&customer=ACME`, {
        method: 'POST',
        body: csv,
        headers: { 'content-type': 'text/csv', 'idempotency-key': 'csv-1' },
      });
    expect((await send('serial\nSN-0001\n')).status).toBe(201);
    expect((await send('serial\nSN-0002\n')).status).toBe(422);
    const again = await send('serial\nSN-0001\n');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });

  it('does not allow a larger file', async () => {
    expect((await lot('csv-2', 'a'.repeat(6 << 20))).status).toBe(413);
  });
});

describe('an Idempotency-Key on JSON that is nested too deeply', () => {
  it('is refused, and can be used again', async () => {
    const answer = await server.ask('/api/tokens', {
      method: 'POST',
      body: `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'deep' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: 'The content of the request is nested too deeply.' });
    expect((await token('deep', 'deep')).status).toBe(201);
  });
});

describe('an Idempotency-Key on a streamed body', () => {
  it('is refused, because the body cannot be compared with another', async () => {
    const answer = await server.ask('/api/certificates/verify', {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'application/pdf', 'idempotency-key': 'stream' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ remedy: 'Send it without Idempotency-Key.' });
  });
});

describe('a request that was interrupted', () => {
  it('keeps its key: a repetition answers that the outcome is unknown, and does nothing', async () => {
    await token('cut', 'cut');
    await database.query(
      `UPDATE idempotency_key SET status = NULL, answer = NULL, created_at = now() - interval '6 minutes'
        WHERE key = 'cut'`,
    );
    const again = await token('cut', 'cut');
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({
      detail:
        'The first request with this Idempotency-Key was interrupted: it is not known whether it was carried out.',
      remedy:
        'Check whether the result of the request exists; if not, send the request again with a new key.',
    });
    expect(await tokensNamed('cut')).toBe(1);
  });

  it('by the end of the server has an unknown outcome as soon as the server is back', async () => {
    await token('killed', 'killed');
    const started = new Date(Date.now() - process.uptime() * 1000);
    await database.query(
      `UPDATE idempotency_key SET status = NULL, answer = NULL, created_at = $1 WHERE key = 'killed'`,
      [new Date(started.getTime() - 1)],
    );
    const again = await token('killed', 'killed');
    expect(await again.json()).toMatchObject({
      detail:
        'The first request with this Idempotency-Key was interrupted: it is not known whether it was carried out.',
    });
  });

  it('whose answer cannot be stored is answered, and not carried out again', async () => {
    await database.query(
      `CREATE FUNCTION no_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;
       CREATE TRIGGER no_answer BEFORE UPDATE ON idempotency_key FOR EACH ROW EXECUTE FUNCTION no_answer()`,
    );
    expect((await token('unkept', 'unkept')).status).toBe(201);
    await database.query('DROP TRIGGER no_answer ON idempotency_key');
    expect((await token('unkept', 'unkept')).status).toBe(409);
    expect(await tokensNamed('unkept')).toBe(1);
  });

  it('by an unexpected error keeps its key too', async () => {
    await database.query(
      `CREATE FUNCTION no_token() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;
       CREATE TRIGGER no_token BEFORE INSERT ON api_token FOR EACH ROW EXECUTE FUNCTION no_token()`,
    );
    expect((await token('failed', 'failed')).status).toBe(500);
    await database.query('DROP TRIGGER no_token ON api_token');
    expect((await token('failed', 'failed')).status).toBe(409);
  });
});

async function minimalProfile(): Promise<unknown> {
  const { readFile } = await import('node:fs/promises');
  const { parse } = await import('yaml');
  return parse(await readFile('profiles/debian-13-minimal.yaml', 'utf8'));
}
