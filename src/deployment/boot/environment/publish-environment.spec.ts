import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFoundError } from '../../../platform/core/index.js';
import { environmentFiles } from './environment-files.js';
import { authorityArchive, publishEnvironment } from './publish-environment.js';

const digestOf = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

describe('publishing the environment', () => {
  let dataDir: string;
  let outDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'etabli-environment-'));
    outDir = join(dataDir, 'environment');
    await mkdir(outDir);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  /** Replaces environment/build: a pair named by a digest, and the link `built`. */
  async function build(kernel: string, initrd: string): Promise<string> {
    const digest = digestOf(kernel + initrd);
    const file = (text: string) => ({ sha256: digestOf(text), bytes: text.length });
    await mkdir(join(outDir, digest));
    await writeFile(join(outDir, digest, 'vmlinuz'), kernel);
    await writeFile(join(outDir, digest, 'initrd.img'), initrd);
    const manifest = {
      formatVersion: 1,
      digest,
      inputs: digestOf('inputs'),
      suite: 'trixie',
      architecture: 'amd64',
      kernel: '6.12.1-amd64',
      sourceDateEpoch: 1_767_225_600,
      files: { vmlinuz: file(kernel), 'initrd.img': file(initrd) },
      packages: { udev: '257' },
    };
    await writeFile(join(outDir, digest, 'manifest.json'), JSON.stringify(manifest));
    await rm(join(outDir, 'built'), { force: true });
    await symlink(digest, join(outDir, 'built'));
    return digest;
  }

  it('adds the authority to the initrd and does not change the build', async () => {
    const built = await build('kernel', 'initrd--');
    const manifest = await publishEnvironment({ outDir, caPem: 'PEM' });
    const files = await environmentFiles({ dataDir });
    const initrd = Buffer.concat([Buffer.from('initrd--'), authorityArchive('PEM')]);
    expect(await readFile(files.vmlinuz, 'utf8')).toBe('kernel');
    expect(await readFile(files.initrd)).toEqual(initrd);
    expect(await readFile(join(outDir, built, 'initrd.img'), 'utf8')).toBe('initrd--');
    expect(manifest.files['initrd.img']).toEqual({ sha256: digestOf(initrd), bytes: initrd.length });
    expect(manifest.published).toEqual({ built, authority: digestOf('PEM') });
    expect(files.manifest).toEqual(manifest);
  });

  it('changes nothing when the same is published again', async () => {
    await build('kernel', 'initrd--');
    const first = await publishEnvironment({ outDir, caPem: 'PEM' });
    const before = await readdir(outDir);
    expect(await publishEnvironment({ outDir, caPem: 'PEM' })).toEqual(first);
    expect(await readdir(outDir)).toEqual(before);
  });

  it('publishes another pair when the authority changes', async () => {
    await build('kernel', 'initrd--');
    const first = await publishEnvironment({ outDir, caPem: 'PEM' });
    const second = await publishEnvironment({ outDir, caPem: 'OTHER' });
    expect(second.digest).not.toBe(first.digest);
    expect(await readlink(join(outDir, 'current'))).toBe(second.digest);
  });

  it('keeps the previous pair for PCs that are fetching it, and removes older ones', async () => {
    const old = await build('kernel 1', 'initrd 1');
    const first = await publishEnvironment({ outDir, caPem: 'PEM' });
    const middle = await build('kernel 2', 'initrd 2');
    const second = await publishEnvironment({ outDir, caPem: 'PEM' });
    const last = await build('kernel 3', 'initrd 3');
    const third = await publishEnvironment({ outDir, caPem: 'PEM' });
    const left = await readdir(outDir);
    expect(left.sort()).toEqual(['built', 'current', last, second.digest, third.digest].sort());
    expect(left).not.toContain(old);
    expect(left).not.toContain(first.digest);
    expect(left).not.toContain(middle);
  });

  it('says what to do when nothing was built', async () => {
    await expect(publishEnvironment({ outDir, caPem: 'PEM' })).rejects.toThrow(NotFoundError);
    await expect(environmentFiles({ dataDir })).rejects.toThrow(NotFoundError);
  });
});
