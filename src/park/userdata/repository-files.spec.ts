import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RepositoryFiles } from './repository-files.js';

const MACHINE = '0a1b2c3d-0000-4000-8000-000000000001';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'etabli-repositories-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('removes what killed work has left, and nothing else', async () => {
  const files = new RepositoryFiles({ dataDir });
  const incoming = join(files.of(MACHINE), '.incoming');
  for (const folder of [incoming, join(files.of(MACHINE), 'data'), join(files.folder, '.removed-1', 'data')])
    mkdirSync(folder, { recursive: true });
  for (const file of ['old', 'new']) writeFileSync(join(incoming, file), 'part of a pack');
  writeFileSync(join(files.of(MACHINE), 'config'), 'of restic');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  for (const path of [join(incoming, 'old'), join(files.of(MACHINE), 'config')])
    utimesSync(path, yesterday, yesterday);
  await files.removeLeftovers(new Date(Date.now() - 24 * 3_600_000));
  expect(readdirSync(files.folder)).toEqual([MACHINE]);
  expect(readdirSync(incoming)).toEqual(['new']);
  expect(readdirSync(files.of(MACHINE)).sort()).toEqual(['.incoming', 'config', 'data']);
});

it('has nothing to remove where no user data was ever saved', async () => {
  await expect(new RepositoryFiles({ dataDir }).removeLeftovers(new Date())).resolves.toBeUndefined();
});
