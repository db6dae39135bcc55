import { generateKeyPairSync, sign } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packDisk, type PackedDisk } from '../../../test/support/packed-disk.js';
import { canonicalJson } from '../../platform/core/index.js';
import { type DiskIndex, inPayloadOrder, isSigned, readIndex } from './disk-index.js';
import { checkPayload } from './disk-payload.js';

const MIB = 1 << 20;

describe('a disk payload from the packer of the environment', () => {
  let packed: PackedDisk;
  let index: DiskIndex;

  beforeAll(() => {
    packed = packDisk();
    index = readIndex(packed.index);
  });
  afterAll(() => rm(packed.folder, { recursive: true }));

  const withBytes = async (change: (bytes: Buffer) => Buffer | void) => {
    const path = join(packed.folder, 'changed.bin');
    const bytes = Buffer.from(packed.payload);
    await writeFile(path, change(bytes) ?? bytes);
    return checkPayload(path, index);
  };

  it('has an index with a frame for each used cell', () => {
    expect(index.frames.map(({ extents }) => extents)).toEqual([
      [[0, MIB]],
      [
        [3 * MIB + 4096, 8192],
        [3 * MIB + 65536, 4096],
      ],
      [[5 * MIB - 512, 512]],
      [[5 * MIB, 512]],
      ...Array.from({ length: 14 }, (_, cell) => [[(8 + cell) * MIB, MIB]]),
    ]);
    expect(index.partitions[0]?.name).toBe('système');
  });

  it('is accepted, padding included', async () => {
    expect(await checkPayload(join(packed.folder, 'payload.bin'), index)).toBe(packed.payload.length);
  });

  it('is refused when a byte of a frame changed', async () => {
    const frame = index.frames[7];
    const changed = withBytes((bytes) => {
      const at = (frame?.offset ?? 0) + 1000;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    });
    await expect(changed).rejects.toThrow(`(sha256, byte ${frame?.offset})`);
  });

  it('is refused when a byte of the padding changed', async () => {
    const order = inPayloadOrder(index);
    const gap = order.findIndex((frame, at) => frame.offset + frame.length < (order[at + 1]?.offset ?? 0));
    expect(gap).toBeGreaterThanOrEqual(0);
    const end = (order[gap]?.offset ?? 0) + (order[gap]?.length ?? 0);
    await expect(withBytes((bytes) => void (bytes[end] = 0))).rejects.toThrow(`(padding, byte ${end})`);
    await expect(withBytes((bytes) => void (bytes[end + 20] = 1))).rejects.toThrow('(payload, byte 0)');
  });

  it('is refused when it is truncated or longer', async () => {
    await expect(withBytes((bytes) => bytes.subarray(0, -1))).rejects.toThrow(
      'the payload does not match its index',
    );
    await expect(withBytes((bytes) => Buffer.concat([bytes, bytes]))).rejects.toThrow(
      'the payload does not match its index',
    );
  });

  it('is refused when its frames hold other bytes than the index says', async () => {
    const [first, second] = [index.frames[8], index.frames[9]];
    const swapped = structuredClone(index);
    Object.assign(swapped.frames[8] ?? {}, { rawSha256: second?.rawSha256 });
    await expect(checkPayload(join(packed.folder, 'payload.bin'), swapped)).rejects.toThrow(
      `(rawSha256, byte ${first?.offset})`,
    );
  });
});

describe('a disk index', () => {
  let packed: PackedDisk;
  beforeAll(() => (packed = packDisk()));
  afterAll(() => rm(packed.folder, { recursive: true }));

  const changed = (change: (index: DiskIndex) => void) => {
    const index = structuredClone(readIndex(packed.index));
    change(index);
    return () => readIndex(Buffer.from(canonicalJson(index)));
  };
  const frame = (index: DiskIndex, at: number) => index.frames[at] ?? index.frames[0]!;

  it.each<[string, (index: DiskIndex) => void, string]>([
    ['of another version', (index) => Object.assign(index, { formatVersion: 2 }), 'formatVersion'],
    [
      'with a frame that leaves its cell',
      (index) => (frame(index, 4).extents = [[8 * MIB + 1, MIB]]),
      'leaves it',
    ],
    ['with a frame twice', (index) => index.frames.push(frame(index, 0)), 'twice or out of order'],
    ['with overlapping extents', (index) => (frame(index, 1).extents[1] = [3 * MIB + 8192, 4096]), 'overlap'],
    ['with a wrong raw length', (index) => (frame(index, 2).rawLength = 513), 'has 512 bytes, not 513'],
    [
      'with a frame across a boundary',
      (index) => (frame(index, 6).offset = 4 * MIB - 10),
      'crosses a boundary',
    ],
    [
      'with overlapping frames',
      (index) => (frame(index, 6).offset = frame(index, 5).offset),
      'frames overlap',
    ],
    ['with a frame beyond the disk', (index) => (index.disk.sizeBytes = 9 * MIB), 'leaves the disk'],
    ['with a wrong total', (index) => (index.rawBytes += 1), 'rawBytes'],
    ['with an unknown field', (index) => Object.assign(index, { script: 'rm' }), 'script'],
  ])('%s is refused', (_, change, message) => {
    expect(changed(change)).toThrow(message);
  });

  it('that is not canonical JSON is refused', () => {
    expect(() =>
      readIndex(Buffer.from(JSON.stringify(JSON.parse(packed.index.toString()), null, 1))),
    ).toThrow('not canonical JSON');
    expect(() => readIndex(packed.index.subarray(1))).toThrow('JSON');
  });

  it('does not verify after one byte was changed', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signature = sign(null, packed.index, privateKey).toString('base64url');
    expect(isSigned(packed.index, signature, publicKey)).toBe(true);
    const other = Buffer.from(packed.index);
    other[100] = (other[100] ?? 0) ^ 1;
    expect(isSigned(other, signature, publicKey)).toBe(false);
  });
});
