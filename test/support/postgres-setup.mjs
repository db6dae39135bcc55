/** A temporary PostgreSQL for the medium tests; each suite creates its own database on it (database.ts). */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

const PREFIX = 'etabli-test-';

export default async function setup() {
  if (process.env.TEST_DATABASE_URL) return;
  await sweep();
  const { startEmbeddedPostgres } = await import('../../src/platform/database/embedded-postgres.ts');
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  await chmod(dataDir, 0o755); // as root the server runs under another account
  await writeFile(join(dataDir, 'owner'), String(process.pid));
  const server = await startEmbeddedPostgres({ dataDir, database: 'test', ephemeral: true });
  globalThis.throwAwayPostgres = { server, dataDir };
  process.env.TEST_DATABASE_URL = server.url;
}

/** Stops and removes the servers of test runs that were killed before their teardown. */
async function sweep() {
  const { readPostmaster, isLivePostmaster, stopPostmaster } =
    await import('../../src/platform/database/postmaster.ts');
  for (const name of await readdir(tmpdir())) {
    const dataDir = join(tmpdir(), name);
    const owner = name.startsWith(PREFIX) && (await readFile(join(dataDir, 'owner'), 'utf8').catch(() => ''));
    if (!owner || isAlive(Number(owner))) continue;
    const postmaster = await readPostmaster(join(dataDir, 'postgres'));
    if (postmaster && (await isLivePostmaster(postmaster.pid))) await stopPostmaster(postmaster.pid);
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
