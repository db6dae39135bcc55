import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { ConflictError, PermanentError } from '../../platform/core/index.js';
import { PartialPayloads } from './partial-payloads.js';
import { Payloads } from './payloads.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const bytes = (text: string) => Readable.from([Buffer.from(text)]);

describe('a payload uploaded in parts', () => {
  let dataDir: string;
  let payloads: Payloads;
  let parts: PartialPayloads;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parts-'));
    payloads = new Payloads({ dataDir });
    parts = new PartialPayloads(payloads);
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('becomes a payload when it is complete', async () => {
    expect(await parts.held('pc')).toEqual({ bytes: 0, sha256: digest('') });
    expect(await parts.write('pc', 0, bytes('hel'))).toBe(3);
    expect(await parts.held('pc')).toEqual({ bytes: 3, sha256: digest('hel') });
    expect(await parts.write('pc', 3, bytes('lo'))).toBe(5);
    expect(await parts.finish('pc', { sha256: HELLO, bytes: 5 })).toEqual({ sha256: HELLO, bytes: 5 });
    expect(await payloads.verify(HELLO)).toEqual({ sha256: HELLO, bytes: 5 });
    expect(await readdir(join(payloads.folder, '.incoming'))).toEqual([]);
    // A retry after a lost answer gives the same result.
    expect(await parts.finish('pc', { sha256: HELLO, bytes: 5 })).toEqual({ sha256: HELLO, bytes: 5 });
  });

  it('keeps the bytes received before an interruption and accepts that part again', async () => {
    async function* broken() {
      yield Buffer.from('he');
      await Promise.resolve();
      throw new Error('the cable was pulled');
    }
    await expect(parts.write('pc', 0, Readable.from(broken()))).rejects.toThrow('the cable was pulled');
    expect((await parts.held('pc')).bytes).toBe(2);
    expect(await parts.write('pc', 0, bytes('hello'))).toBe(5);
    expect((await parts.held('pc')).sha256).toBe(HELLO);
  });

  it('has no gaps', async () => {
    await parts.write('pc', 0, bytes('he'));
    await expect(parts.write('pc', 3, bytes('lo'))).rejects.toThrow(ConflictError);
    expect((await parts.held('pc')).bytes).toBe(2);
  });

  it('is written by one connection at a time: a newer one ends the older', async () => {
    const older = new PassThrough();
    older.write('xx');
    const written = parts.write('pc', 0, older).catch((error: unknown) => String(error));
    expect(await parts.write('pc', 0, bytes('hello'))).toBe(5);
    expect(await written).toContain('was resumed over another connection');
    expect((await parts.held('pc')).sha256).toBe(HELLO);
  });

  it('is refused and deleted when its digest is wrong', async () => {
    await parts.write('pc', 0, bytes('hellO'));
    await expect(parts.finish('pc', { sha256: HELLO, bytes: 5 })).rejects.toThrow(PermanentError);
    expect(await payloads.has(HELLO)).toBe(false);
    expect((await parts.held('pc')).bytes).toBe(0);
  });

  it('is separate for each sender', async () => {
    await parts.write('pc', 0, bytes('hel'));
    expect((await parts.held('other')).bytes).toBe(0);
  });
});
