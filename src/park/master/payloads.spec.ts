import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NotFoundError, OperatorError, PermanentError } from '../../platform/core/index.js';
import { Payloads } from './payloads.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('the payload store', () => {
  let dataDir: string;
  let payloads: Payloads;
  const everything = async () => (await readdir(dataDir, { recursive: true })).sort();

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'payloads-'));
    payloads = new Payloads({ dataDir });
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('stores content under its digest only', async () => {
    const stored = await payloads.write(Readable.from([Buffer.from('hel'), Buffer.from('lo')]));
    expect(stored).toEqual({ sha256: HELLO, bytes: 5 });
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming', `payloads/${HELLO}`]);
    expect(await readFile(payloads.path(HELLO), 'utf8')).toBe('hello');
    expect(await payloads.verify(HELLO)).toEqual({ sha256: HELLO, bytes: 5 });
  });

  it('leaves room for the database on the shared disk', async () => {
    class OnFullDisk extends Payloads {
      protected override readonly reserveBytes = Number.MAX_SAFE_INTEGER;
    }
    const write = new OnFullDisk({ dataDir }).write(Readable.from([Buffer.from('hello')]));
    await expect(write).rejects.toThrow(/^no space left for masters/);
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming']);
  });

  it('is not readable by other accounts of the machine', async () => {
    await mkdir(payloads.folder, { mode: 0o755 });
    await payloads.write(Readable.from([Buffer.from('hello')]));
    const modes = await Promise.all(
      [payloads.folder, payloads.path(HELLO)].map(async (path) => (await stat(path)).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('stores the same payload of two parallel writers once', async () => {
    const write = () => payloads.write(Readable.from([Buffer.from('hello')]), { sha256: HELLO, bytes: 5 });
    await Promise.all([write(), write()]);
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming', `payloads/${HELLO}`]);
  });

  it.each([
    ['another digest', { sha256: '0'.repeat(64) }],
    ['another length', { bytes: 6 }],
  ])('refuses %s and keeps nothing', async (_, expected) => {
    await expect(payloads.write(Readable.from([Buffer.from('hello')]), expected)).rejects.toThrow(
      PermanentError,
    );
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming']);
  });

  it('keeps nothing of a stream that fails, and rejects with its error', async () => {
    async function* broken() {
      yield Buffer.from('hel');
      await Promise.resolve();
      throw new Error('the cable was pulled');
    }
    await expect(payloads.write(broken())).rejects.toThrow('the cable was pulled');
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming']);
  });

  it('says what to do when the disk is full, and keeps nothing', async () => {
    async function* full() {
      yield Buffer.from('hel');
      await Promise.resolve();
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    }
    const error: unknown = await payloads.write(full()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as OperatorError).remedy.en).toContain('Free some space');
    expect(await everything()).toEqual(['payloads', 'payloads/.incoming']);
  });

  it('detects a payload that was corrupted on the disk', async () => {
    await payloads.write(Readable.from([Buffer.from('hello')]));
    await writeFile(payloads.path(HELLO), 'hellO');
    await expect(payloads.verify(HELLO)).rejects.toThrow('corrupted payload');
  });

  it.each(['../../etc/passwd', 'a'.repeat(63), HELLO.toUpperCase(), '', `${HELLO}/../x`])(
    'takes %j for no payload, never for a path',
    async (name) => {
      expect(() => payloads.path(name)).toThrow(NotFoundError);
      expect(await payloads.has(name)).toBe(false);
    },
  );
});
