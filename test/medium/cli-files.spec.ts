import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/interfaces/cli/index.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-files-'));
  await mkdir(join(folder, 'master'));
  await writeFile(
    join(folder, 'master', 'master.yaml'),
    'name: m\nversion: "1"\nkind: rootfs\nsystem: debian\n',
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]): Promise<{ status: number; err: string }> {
  let err = '';
  const streams = { out: { write: () => undefined }, err: { write: (text: string) => (err += text) } };
  return { status: await runCommand(args, streams), err };
}

const remote = ['--url', 'http://127.0.0.1:9'];

describe('a file of the command line that cannot be read', () => {
  it.each([
    ['profile apply', [...remote, 'profile', 'apply', '/nowhere.yaml'], '/nowhere.yaml'],
    [
      'lot import',
      [...remote, 'lot', 'import', '/nowhere.csv', '--profile', 'p', '--customer', 'c'],
      '/nowhere.csv',
    ],
    ['payload put', [...remote, 'payload', 'put', '/nowhere.deb'], '/nowhere.deb'],
    ['--ca', [...remote, '--ca', '/nowhere.pem', 'lot', 'list'], '/nowhere.pem'],
    ['master import, the folder', ['master', 'import', '/nowhere'], '/nowhere'],
  ])('is to correct (2), without a stack: %s', async (_title, args, name) => {
    const { status, err } = await etabli(...args);
    expect(err).toMatch(
      new RegExp(
        `^Erreur : ${name} ne peut pas être lu : ce fichier n’existe pas \\(ENOENT\\)\\.\nÀ faire : [^\n]+\n$`,
      ),
    );
    expect(status).toBe(2);
  });

  it('is relative to the working directory when it is the payload of a master', async () => {
    const { status, err } = await etabli('master', 'import', join(folder, 'master'), 'nothing.tar.zst');
    expect(status).toBe(2);
    expect(err).toContain(
      `Erreur : ${join(process.cwd(), 'nothing.tar.zst')} ne peut pas être lu : ce fichier n’existe pas (ENOENT).`,
    );
  });

  it('is reported when it is a folder', async () => {
    const { status, err } = await etabli('master', 'import', join(folder, 'master'), folder);
    expect([status, err.split('\n')[0]]).toEqual([
      2,
      `Erreur : ${folder} ne peut pas être lu : c’est un dossier (EISDIR).`,
    ]);
  });
});
