import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataOwner, handOver } from './data-owner.js';

const isRoot = process.getuid?.() === 0;
/** Only root can change the owner of a file. */
const OTHER = isRoot ? 61_234 : (process.getuid?.() ?? 0);

let dataDir: string;
let file: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'etabli-owner-'));
  file = join(dataDir, 'made');
  await writeFile(file, '');
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

const ownerOf = async (path: string) => (await stat(path)).uid;

describe('a file that root makes in a data directory', () => {
  it('is given to the account that the directory belongs to', async () => {
    await chown(dataDir, OTHER, isRoot ? OTHER : (process.getgid?.() ?? 0));
    await handOver(file, dataDir);
    expect(await ownerOf(file)).toBe(OTHER);
    expect(await dataOwner(dataDir)).toEqual(isRoot ? { uid: OTHER, gid: OTHER } : undefined);
  });

  it('stays root’s in a directory of root', async () => {
    await handOver(file, dataDir);
    expect(await ownerOf(file)).toBe(process.getuid?.());
    expect(await dataOwner(dataDir)).toBeUndefined();
    expect(await dataOwner(join(dataDir, 'absent'))).toBeUndefined();
  });
});
