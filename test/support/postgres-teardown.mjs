import { rm } from 'node:fs/promises';

export default async function teardown() {
  const postgres = globalThis.throwAwayPostgres;
  if (!postgres) return;
  await postgres.server.stop();
  await rm(postgres.dataDir, { recursive: true, force: true });
}
