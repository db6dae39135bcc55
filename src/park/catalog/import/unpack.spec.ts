import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../../platform/core/index.js';
import { mustBeHarmless } from './archive-limits.js';
import { readListing } from './archive-listing.js';
import { unpack } from './unpack.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  await mkdir(join(folder, 'pack', 'net'), { recursive: true });
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'pack', 'net', 'lab.inf'), '[Version]\n');
  await writeFile(join(folder, 'pack', 'lab.sys'), Buffer.alloc(5_000, 1));
});
afterEach(() => rm(folder, { recursive: true }));

const out = () => join(folder, 'out');
const pack = (...command: string[]) =>
  execFileSync(command[0]!, command.slice(1), { cwd: join(folder, 'pack') });
const unpacked = async () => (await readdir(out(), { recursive: true })).sort();
/** A zip with one stored file of any name, which no tool would make. */
const zip = (name: string) => {
  const script = `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], 'w'); z.writestr(sys.argv[2], 'x'); z.writestr('a.inf', 'x'); z.close()`;
  execFileSync('python3', ['-c', script, join(folder, 'evil.zip'), name]);
  return join(folder, 'evil.zip');
};
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(InputError);
  const { findings } = error as InputError;
  return { found: findings[0]?.found, expected: findings[0]?.expected.en };
};

describe('an archive of drivers', () => {
  it.each([
    ['pack.zip', ['7z', 'a', '-bso0', '../pack.zip', '.']],
    ['pack.7z', ['7z', 'a', '-bso0', '../pack.7z', '.']],
    ['pack.cab', ['gcab', '--create', '../pack.cab', 'lab.sys', 'net/lab.inf']],
  ])('%s is unpacked', async (name, command) => {
    pack(...command);
    await unpack(join(folder, name), out(), name);
    expect(await unpacked()).toEqual(['lab.sys', 'net', 'net/lab.inf']);
  });

  it.each(['../../evil.inf', '/tmp/evil.inf', 'C:\\evil.inf', 'a\\..\\..\\evil.inf'])(
    'with the path %s is refused',
    async (path) => {
      expect(await refusal(unpack(zip(path), out(), 'evil.zip'))).toMatchObject({
        expected: 'relative paths without “..”',
      });
      expect(await unpacked()).toEqual([]);
    },
  );

  it('whose files are larger than its list says is refused', async () => {
    await writeFile(join(folder, 'pack', 'lab.sys'), Buffer.alloc(1 << 20));
    await rm(join(folder, 'pack', 'net'), { recursive: true });
    await writeFile(join(folder, 'pack', 'lab.inf'), '[Version]\n');
    pack('7z', 'a', '-bso0', '../pack.zip', '.');
    const bytes = await readFile(join(folder, 'pack.zip'));
    const size = Buffer.from([0x00, 0x00, 0x10, 0x00]);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size)) bytes.writeUInt32LE(100, at);
    await writeFile(join(folder, 'lying.zip'), bytes);
    expect(await refusal(unpack(join(folder, 'lying.zip'), out(), 'lying.zip'))).toMatchObject({
      expected: 'a .zip, a .cab, a .7z, or an .exe that 7-Zip can open, without a password',
    });
  });

  it('with a link is refused', async () => {
    await symlink('/etc/passwd', join(folder, 'pack', 'link'));
    pack('7z', 'a', '-bso0', '-snl', '../pack.zip', '.');
    expect(await refusal(unpack(join(folder, 'pack.zip'), out(), 'pack.zip'))).toEqual({
      found: 'link',
      expected: 'no link in the archive',
    });
    expect(await unpacked()).toEqual([]);
  });

  it('that is too large when unpacked is refused before it is unpacked', async () => {
    await writeFile(join(folder, 'pack', 'zeros'), Buffer.alloc(1 << 20));
    pack('7z', 'a', '-bso0', '../pack.zip', '.');
    const limits = { entries: 10, bytes: 1 << 20 };
    expect(await refusal(unpack(join(folder, 'pack.zip'), out(), 'pack.zip', { limits }))).toEqual({
      found: String((1 << 20) + 5_010),
      expected: 'at most 1048576 bytes when unpacked',
    });
    const few = { entries: 2, bytes: 1 << 30 };
    expect(await refusal(unpack(join(folder, 'pack.zip'), out(), 'pack.zip', { limits: few }))).toMatchObject(
      {
        expected: 'at most 2 files',
      },
    );
    expect(await unpacked()).toEqual([]);
  });

  it.each([
    ['a text', 'no archive', 'a .zip, a .cab, a .7z, or an .exe that 7-Zip can open, without a password'],
    [
      'a cut zip',
      'PK\u0003\u0004',
      'a .zip, a .cab, a .7z, or an .exe that 7-Zip can open, without a password',
    ],
  ])('that is %s is refused', async (_name, content, expected) => {
    await writeFile(join(folder, 'pack.zip'), content, 'latin1');
    expect(await refusal(unpack(join(folder, 'pack.zip'), out(), 'pack.zip'))).toMatchObject({ expected });
  });

  it('without an INF is refused, as a set-up program is', async () => {
    await rm(join(folder, 'pack', 'net'), { recursive: true });
    pack('7z', 'a', '-bso0', '../setup.zip', '.');
    expect(await refusal(unpack(join(folder, 'setup.zip'), out(), 'setup.exe'))).toEqual({
      found: null,
      expected: 'a driver pack; a set-up program is none',
    });
  });

  it('with a password is refused and does not wait for one', async () => {
    pack('7z', 'a', '-bso0', '-psecret', '../pack.zip', '.');
    expect(await refusal(unpack(join(folder, 'pack.zip'), out(), 'pack.zip'))).toMatchObject({
      expected: 'a .zip, a .cab, a .7z, or an .exe that 7-Zip can open, without a password',
    });
  });
});

describe('the list of an archive', () => {
  it('tells links from files and folders', () => {
    const listing = [
      'Path = net\\lab.inf\nFolder = -\nSize = 12\nAttributes = A',
      'Path = net\nSize = 0\nAttributes = D',
      'Path = lib\nFolder = +\nSize = 0',
      'Path = a\nSize = 11\nAttributes =  lrwxrwxrwx',
      'Path = b\nSize = 0\nSymbolic Link = /etc/passwd',
    ].join('\n\n');
    expect(readListing(listing)).toEqual([
      { path: 'net\\lab.inf', bytes: 12, isLink: false },
      { path: 'net', bytes: 0, isLink: false },
      { path: 'lib', bytes: 0, isLink: false },
      { path: 'a', bytes: 11, isLink: true },
      { path: 'b', bytes: 0, isLink: true },
    ]);
  });

  it('is accepted when every path stays inside', () => {
    const entry = { path: 'a..b/c.inf', bytes: 1, isLink: false };
    expect(() => mustBeHarmless('x.zip', [entry])).not.toThrow();
  });
});
