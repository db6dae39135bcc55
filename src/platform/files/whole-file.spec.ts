import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pointLink, writeWholeFile } from './whole-file.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-files-'));
  path = join(folder, 'new', 'file');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a whole file', () => {
  it('has the modes that were asked, and leaves nothing beside it', async () => {
    await writeWholeFile(path, 'one', { mode: 0o600, folderMode: 0o700 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'new'))).toEqual(['file']);
  });

  it('replaces the one before', async () => {
    await writeWholeFile(path, 'a longer text');
    await writeWholeFile(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
  });

  it('is written by one of many that may not replace it', async () => {
    const writers = Array.from({ length: 8 }, (_, index) =>
      writeWholeFile(path, String(index), { replace: false }),
    );
    const refused = (await Promise.allSettled(writers)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(7);
    expect(refused[0]).toMatchObject({ reason: { code: 'EEXIST' } });
    expect(await readdir(join(folder, 'new'))).toEqual(['file']);
  });

  it('leaves nothing behind when it cannot take its place', async () => {
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'inside'), '');
    await expect(writeWholeFile(path, 'one')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(join(folder, 'new'))).toEqual(['file']);
  });
});

describe('pointLink', () => {
  it('points at the new target, whatever was there', async () => {
    const link = join(folder, 'current');
    for (const target of ['one', 'two']) await pointLink(link, target);
    expect(await readlink(link)).toBe('two');
    expect(await readdir(folder)).toEqual(['current']);
  });
});
