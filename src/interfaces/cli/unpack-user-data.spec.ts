import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { unpackUserData } from './unpack-user-data.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function backup(): Buffer {
  const home = join(folder, 'run/etabli/user-data/1/Users/Anna');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'lettre.txt'), 'Bonjour');
  return execFileSync('tar', ['-cf', '-', '-C', folder, 'run']);
}

it('takes files out without the folders in which the volumes stood', async () => {
  expect(await unpackUserData(Readable.from([backup()]), folder)).toBe(1);
  expect(readFileSync(join(folder, 'Users/Anna/lettre.txt'), 'utf8')).toBe('Bonjour');
});

it('replaces no file that came in between', async () => {
  const tar = backup();
  mkdirSync(join(folder, 'Users/Anna'), { recursive: true });
  writeFileSync(join(folder, 'Users/Anna/lettre.txt'), 'mine');
  expect(await unpackUserData(Readable.from([tar]), folder).catch(() => 0)).toBe(0);
  expect(readFileSync(join(folder, 'Users/Anna/lettre.txt'), 'utf8')).toBe('mine');
});

it('ends when tar has ended, though the backup still comes', async () => {
  const endless = new PassThrough();
  endless.write(Buffer.alloc(1 << 20));
  await expect(unpackUserData(endless, join(folder, 'gone'))).rejects.toThrow('not all files were taken out');
  expect(endless.destroyed).toBe(true);
});

it('says why the backup did not come to its end', async () => {
  const tar = backup();
  const cut = Readable.from(
    (function* () {
      yield tar.subarray(0, 1_000);
      throw new Error('the server went away');
    })(),
  );
  await expect(unpackUserData(cut, folder)).rejects.toThrow('the server went away');
});
