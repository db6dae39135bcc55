import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, pathsOf } from './pack-folder.js';
import { readPackage } from './read-package.js';
import { LABSCSI } from '../../../../test/support/driver-infs.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-folder-'));
  await mkdir(join(folder, 'Net', 'x64'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

describe('the files of a folder', () => {
  it('are found whatever the case of their names; links are left out', async () => {
    await writeFile(join(folder, 'Net', 'LAB.INF'), 'x');
    await writeFile(join(folder, 'Net', 'x64', 'Lab.sys'), 'x');
    await writeFile(join(folder, 'a.txt'), 'x');
    await writeFile(join(folder, 'A.txt'), 'x');
    await symlink('/etc/passwd', join(folder, 'Net', 'passwd.inf'));
    await symlink('/etc', join(folder, 'etc'));
    const files = await listFiles(folder);
    expect([...files].sort()).toEqual([
      ['a.txt', 'A.txt'],
      ['net/lab.inf', 'Net/LAB.INF'],
      ['net/x64/lab.sys', 'Net/x64/Lab.sys'],
    ]);
    expect(pathsOf(files, /\.inf$/i)).toEqual(['Net/LAB.INF']);
  });

  it('belong to the package of the INF that copies them', async () => {
    await writeFile(join(folder, 'Net', 'LAB.INF'), LABSCSI);
    await writeFile(join(folder, 'Net', 'LabScsi.SYS'), 'x');
    await writeFile(join(folder, 'Net', 'labscsi.CAT'), 'x');
    await writeFile(join(folder, 'Net', 'readme.txt'), 'x');
    const reading = await readPackage(folder, 'Net/LAB.INF', await listFiles(folder));
    expect(reading.package?.files).toEqual([
      { path: 'LAB.INF', source: 'Net/LAB.INF' },
      { path: 'LabScsi.SYS', source: 'Net/LabScsi.SYS' },
      { path: 'labscsi.CAT', source: 'Net/labscsi.CAT' },
    ]);
    expect(reading.package?.facts).toMatchObject({ catalogFile: 'labscsi.cat', missing: [] });
    expect(reading.package?.signature).toMatchObject({
      state: 'unknown',
      reason: { en: 'labscsi.CAT could not be read' },
    });
  });
});
