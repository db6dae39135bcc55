import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../../../platform/core/index.js';
import { mustHaveRoom, openImportFolder } from './import-folder.js';

let parent: string;
beforeEach(async () => (parent = await mkdtemp(join(tmpdir(), 'imports-'))));
afterEach(() => rm(parent, { recursive: true }));

/** The ticks after the boot at which this process started. */
const started = async () => (await readFile('/proc/self/stat', 'utf8')).split(') ')[1]!.split(' ')[19];

describe('the folder of an import', () => {
  it('is named after the process, and is kept while that runs', async () => {
    const first = await openImportFolder(parent);
    const second = await openImportFolder(parent);
    expect(first).toMatch(new RegExp(`/${process.pid}-${await started()}-[0-9a-f-]{36}$`));
    expect((await readdir(parent)).map((name) => join(parent, name)).sort()).toEqual([first, second].sort());
  });

  it('is removed by the next import when its process is gone, or another one has its id', async () => {
    for (const name of ['4194305-1-x', `${process.pid}-1-x`, 'stray']) {
      await mkdir(join(parent, name));
      await writeFile(join(parent, name, 'image.wim'), 'half');
    }
    const folder = await openImportFolder(parent);
    expect((await readdir(parent)).map((name) => join(parent, name))).toEqual([folder]);
  });
});

describe('the room for an import', () => {
  it('that is missing is named, with its purpose', async () => {
    const work = mustHaveRoom(parent, 2 ** 60, { fr: 'pour l’image', en: 'for the image' });
    await expect(work).rejects.toThrow(OperatorError);
    await expect(work).rejects.toThrow(/^1048576 TiB must be free in \/.* for the image; there are /);
  });

  it('that is there is enough', async () => {
    await expect(mustHaveRoom(tmpdir(), 0, { fr: '', en: '' })).resolves.toBeUndefined();
  });
});
