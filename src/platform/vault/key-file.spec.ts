import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyFile, readKeyFile } from './key-file.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-key-'));
  path = join(folder, 'config', 'key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  it('is undefined when there is none', async () => {
    expect(await readKeyFile(path)).toBeUndefined();
  });

  it('is created with 32 bytes in base64, for its owner only, without other files', async () => {
    const key = await makeKeyFile(path);
    expect(key.length).toBe(32);
    expect(await readFile(path, 'utf8')).toBe(`${key.toString('base64')}\n`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'config'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'config'))).toEqual(['key']);
  });

  it('is the same for twenty processes that create it at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => makeKeyFile(path)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(join(folder, 'config'))).toEqual(['key']);
  });

  it('is refused when it holds another number of bytes', async () => {
    path = join(folder, 'key');
    await writeFile(path, Buffer.alloc(16).toString('base64'), { mode: 0o600 });
    await expect(readKeyFile(path)).rejects.toThrow(
      `the key file ${path} holds 16 bytes; it must hold 32 bytes in base64`,
    );
  });

  it('is refused when it is empty or not base64', async () => {
    path = join(folder, 'key');
    await writeFile(path, '', { mode: 0o600 });
    await expect(readKeyFile(path)).rejects.toThrow('holds 0 bytes');
    await writeFile(path, 'not base64!');
    await expect(readKeyFile(path)).rejects.toThrow(`the key file ${path} is not base64; it must hold`);
  });

  it('is refused, with what to do, when others may read it', async () => {
    await makeKeyFile(path);
    await chmod(path, 0o644);
    await expect(readKeyFile(path)).rejects.toMatchObject({
      name: 'OperatorError',
      message: `the key file ${path} is accessible to others than its owner (mode 0644)`,
      remedy: { fr: `faites : chmod 600 ${path}`, en: `run: chmod 600 ${path}` },
    });
  });

  it('is refused when it is a folder', async () => {
    await chmod(folder, 0o700);
    await expect(readKeyFile(folder)).rejects.toThrow(`the key file ${folder} cannot be read (EISDIR)`);
  });
});
