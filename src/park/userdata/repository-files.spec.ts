import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { RepositoryFiles, RESERVE_BYTES } from './repository-files.js';

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

it('asks for room so often that 512 uploads at once leave the database the most of its reserve', async () => {
  const files = new RepositoryFiles({ dataDir });
  await files.create(MACHINE);
  const room = jest.spyOn(files, 'room').mockResolvedValue(1);
  const chunk = Buffer.alloc(64 << 10, 'x');
  const chunks = Array.from({ length: 256 }, () => chunk);
  const hash = createHash('sha256');
  for (const one of chunks) hash.update(one);
  await files.write(MACHINE, { kind: 'data', name: hash.digest('hex') }, Readable.from(chunks));
  const unasked = (chunks.length * chunk.length) / room.mock.calls.length;
  expect(512 * unasked).toBeLessThanOrEqual(RESERVE_BYTES / 4);
});

it('says that a repository could not be removed, and has nothing to do where there is none', async () => {
  const files = new RepositoryFiles({ dataDir });
  await expect(files.remove(MACHINE)).resolves.toBeUndefined();
  writeFileSync(files.folder, 'no folder');
  await expect(files.remove(MACHINE)).rejects.toThrow('ENOTDIR');
});
