import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError } from '../../../platform/core/index.js';
import { builtEnvironment, environmentInputs, isEnvironmentCurrent } from './build-environment.js';

const DIGEST = 'a'.repeat(64);
const file = { sha256: 'b'.repeat(64), bytes: 1 };

describe('whether the environment must be built', () => {
  let outDir: string;

  beforeEach(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'etabli-built-'));
    await mkdir(join(outDir, DIGEST));
    await symlink(DIGEST, join(outDir, 'built'));
  });
  afterEach(() => rm(outDir, { recursive: true, force: true }));

  const write = (manifest: unknown) =>
    writeFile(join(outDir, DIGEST, 'manifest.json'), JSON.stringify(manifest));
  const manifest = (inputs: string) => ({
    formatVersion: 1,
    digest: DIGEST,
    inputs,
    suite: 'trixie',
    architecture: 'amd64',
    kernel: '6.12.1-amd64',
    sourceDateEpoch: 1_767_225_600,
    files: { vmlinuz: file, 'initrd.img': file },
    packages: {},
  });

  it('yes, when there is none', async () => {
    expect(await builtEnvironment(outDir)).toBeUndefined();
    expect(await isEnvironmentCurrent(outDir)).toBe(false);
  });

  it('yes, when it was built from other inputs', async () => {
    await write(manifest('c'.repeat(64)));
    expect(await isEnvironmentCurrent(outDir)).toBe(false);
  });

  it('no, when it was built from the current inputs', async () => {
    const inputs = await environmentInputs();
    expect(inputs).toMatch(/^[0-9a-f]{64}$/);
    await write(manifest(inputs));
    expect(await isEnvironmentCurrent(outDir)).toBe(true);
  });

  it('an unreadable manifest is an error and not the same as none', async () => {
    await write({ formatVersion: 2 });
    await expect(builtEnvironment(outDir)).rejects.toThrow(PermanentError);
  });
});
