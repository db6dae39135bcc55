import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../platform/core/index.js';
import { readGiven, unreadable } from './given-file.js';

describe('a file of the command line that cannot be read', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'etabli-given-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const refusal = async (file: string) => {
    const error: unknown = await readGiven(file).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (!(error instanceof InputError)) throw new Error('it was read');
    return [error.text.fr, error.text.en];
  };

  it('is not there', async () => {
    const file = join(folder, 'nothing');
    expect(await refusal(file)).toEqual([
      `${file} ne peut pas être lu : ce fichier n’existe pas (ENOENT).`,
      `${file} cannot be read: there is no such file (ENOENT).`,
    ]);
  });

  it('is a folder', async () => {
    expect(await refusal(folder)).toEqual([
      `${folder} ne peut pas être lu : c’est un dossier (EISDIR).`,
      `${folder} cannot be read: it is a folder (EISDIR).`,
    ]);
  });

  it.each([
    ['EACCES', 'a cannot be read: you have no right to read it (EACCES).'],
    ['ENOTDIR', 'a cannot be read: there is no such file (ENOTDIR).'],
    ['EIO', 'a cannot be read (EIO).'],
  ])('is refused by the system: %s', (code, text) => {
    expect(unreadable('a', { code }).text.en).toBe(text);
  });
});
