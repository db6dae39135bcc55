/** One throw-away PostgreSQL for the medium tests; each suite makes its own database on it (database.ts). */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

export default async function setup() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startEmbeddedPostgres } = await import('../../src/database/embedded-postgres.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'etabli-test-'));
  await chmod(dataDir, 0o755); // as root the server runs under another account
  const server = await startEmbeddedPostgres({ dataDir, database: 'test', ephemeral: true });
  globalThis.throwAwayPostgres = { server, dataDir };
  process.env.TEST_DATABASE_URL = server.url;
}
