import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { contentsOf } from './contents.js';
import { Payloads } from './payloads.js';
import { buildRootfs, readRootfs } from './rootfs.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('a root file system', () => {
  let folder: string;
  let payloads: Payloads;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rootfs-'));
    payloads = new Payloads({ dataDir: folder });
    await mkdir(join(folder, 'tree'));
    await writeFile(join(folder, 'tree', 'hello'), 'hello', { mode: 0o640 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const recipe = async (script: string) => {
    const path = join(folder, 'recipe.sh');
    await writeFile(path, script);
    return path;
  };
  const tar = () => `tar -C '${folder}/tree' --owner=7 --group=8 -c .`;
  const unpacked = (path: string) => execFileSync('zstd', ['-dcq', path]);

  it('is built by its recipe, stored with its contents manifest, and verified', async () => {
    const lines: string[] = [];
    const built = await buildRootfs(payloads, await recipe(`echo working >&2\n${tar()}`), (line) =>
      lines.push(line),
    );
    expect(lines).toEqual(['working']);
    expect(built.rawBytes).toBe(10_240);
    expect(unpacked(payloads.path(built.payload.sha256))).toHaveLength(10_240);
    expect(unpacked(payloads.path(built.contents.sha256)).toString()).toBe(
      `f\t640\t7\t8\t5\t${HELLO}\thello\n`,
    );
    expect(await readRootfs(payloads, built.payload.sha256)).toEqual({
      rawBytes: 10_240,
      contents: built.contents,
    });
  });

  it.each([
    ['fails after a whole archive', () => `${tar()}; echo no network >&2; exit 3`, 'status 3): no network'],
    ['writes half an archive', () => `${tar()} | head -c 700`, 'unreadable tar archive'],
    ['writes something else', () => 'seq 1000', 'unreadable tar archive'],
  ])('is not kept when its recipe %s', async (_, script, message) => {
    const building = buildRootfs(payloads, await recipe(script()), () => undefined);
    await expect(building).rejects.toThrow(message);
    expect(await readdir(join(folder, 'payloads'))).toEqual(['.incoming']);
  });

  it('fails at once when its payload cannot be stored', async () => {
    payloads.write = async (source) => {
      for await (const _ of source) throw new Error('no space left');
      return { sha256: HELLO, bytes: 0 };
    };
    const script = `head -c 50000000 /dev/urandom > '${folder}/tree/noise'; ${tar()}`;
    await expect(buildRootfs(payloads, await recipe(script), () => undefined)).rejects.toThrow(
      'no space left',
    );
  });

  it('is refused on import when it is not a tar or is truncated', async () => {
    const built = await buildRootfs(payloads, await recipe(tar()), () => undefined);
    const bytes = await readFile(payloads.path(built.payload.sha256));
    const short = await payloads.write(Readable.from([bytes.subarray(0, bytes.length - 10)]));
    await expect(readRootfs(payloads, short.sha256)).rejects.toThrow(/zstd|tar/);
    const other = await payloads.write(Readable.from([Buffer.from('not zstd at all')]));
    await expect(readRootfs(payloads, other.sha256)).rejects.toThrow('zstd');
  });
});

describe('the contents manifest', () => {
  const linesOf = async (fill: (tar: ReturnType<typeof pack>) => void) => {
    const tar = pack();
    fill(tar);
    tar.finalize();
    const lines: string[] = [];
    for await (const line of contentsOf(tar as unknown as Readable)) lines.push(line);
    return lines;
  };

  it('has one line for each path of every type, with special characters escaped', async () => {
    const lines = await linesOf((tar) => {
      tar.entry({ name: './', type: 'directory', mode: 0o755 });
      tar.entry({ name: './usr/', type: 'directory', mode: 0o40755 });
      tar.entry({ name: './usr/hello', mode: 0o4755, uid: 1, gid: 2 }, 'hello');
      tar.entry({ name: './bin', type: 'symlink', linkname: 'usr/bin', mode: 0o777 });
      tar.entry({ name: './usr/again', type: 'link', linkname: './usr/hello', mode: 0o4755 });
      tar.entry({ name: './dev/null', type: 'character-device', devmajor: 1, devminor: 3, mode: 0o666 });
      tar.entry({ name: './é\tb\n\\c', mode: 0o644 }, '');
    });
    expect(lines).toEqual([
      'd\t755\t0\t0\t0\t-\tusr\n',
      `f\t4755\t1\t2\t5\t${HELLO}\tusr/hello\n`,
      'l\t777\t0\t0\t0\tusr/bin\tbin\n',
      'h\t4755\t0\t0\t0\tusr/hello\tusr/again\n',
      'c\t666\t0\t0\t0\t1:3\tdev/null\n',
      'f\t644\t0\t0\t0\te3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\té\\tb\\n\\\\c\n',
    ]);
  });

  it('refuses a path outside the tree', async () => {
    await expect(linesOf((tar) => tar.entry({ name: 'a/../../etc/x' }, 'x'))).rejects.toThrow(
      'forbidden path',
    );
  });
});
