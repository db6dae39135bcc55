import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openToAll, readableByAll } from './readable-by-all.js';

let folder: string;
let umask: number;

/** A folder created under the umask of docs/etabli.service. */
beforeEach(async () => {
  umask = process.umask(0o027);
  folder = await mkdtemp(join(tmpdir(), 'readable-'));
  await mkdir(join(folder, 'grub'));
  await writeFile(join(folder, 'shimx64.efi'), 'shim');
  await writeFile(join(folder, 'grub', 'grub.cfg'), 'configuration');
});

afterEach(async () => {
  process.umask(umask);
  await rm(folder, { recursive: true, force: true });
});

const modes = (...names: string[]) =>
  Promise.all(names.map(async (name) => ((await stat(join(folder, name))).mode & 0o777).toString(8)));

describe('files that another account serves', () => {
  it('are readable in every folder, also under a restrictive umask', async () => {
    expect(await modes('.', 'grub', 'grub/grub.cfg', 'shimx64.efi')).toEqual(['700', '750', '640', '640']);
    expect(await readableByAll(join(folder, 'grub'))).toBe(false);
    await openToAll(folder);
    expect(await modes('.', 'grub', 'grub/grub.cfg', 'shimx64.efi')).toEqual(['755', '755', '644', '644']);
    expect(await readableByAll(join(folder, 'grub'))).toBe(true);
  });
});
