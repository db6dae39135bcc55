import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { once } from 'node:events';
import { PermanentError } from '../../platform/core/index.js';
import { type DiskIndex, type Frame, inPayloadOrder } from './disk-index.js';
import { decompress } from './zstd.js';

const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_HEADER = 8;

/**
 * Checks a payload against its index: every frame's compressed and raw digest, the padding between frames
 * (zstd skippable frames, RFC 8878 §3.1.2), and the whole. Returns the number of bytes read; throws
 * PermanentError at the first difference.
 */
export async function checkPayload(path: string, index: DiskIndex): Promise<number> {
  const file = await open(path, 'r');
  const zstd = decompress();
  const raw = checkRaw(zstd.output, inPayloadOrder(index));
  raw.catch(() => zstd.kill());
  try {
    const whole = createHash('sha256');
    const give = async (bytes: Buffer) => {
      whole.update(bytes);
      if (!zstd.input.write(bytes)) await Promise.race([once(zstd.input, 'drain'), raw, zstd.ended()]);
    };
    const end = await checkCompressed(file, index, give);
    zstd.input.end();
    await Promise.all([raw, zstd.ended()]);
    if (whole.digest('hex') !== index.payload.sha256) throw corrupted('payload', 0);
    return end;
  } finally {
    zstd.kill();
    await file.close();
  }
}

async function checkCompressed(
  file: FileHandle,
  index: DiskIndex,
  give: (bytes: Buffer) => Promise<void>,
): Promise<number> {
  const { size } = await file.stat();
  if (size !== index.payload.bytes) throw corrupted(`${size} bytes`, index.payload.bytes);
  let at = 0;
  for (const frame of inPayloadOrder(index)) {
    if (frame.offset > at) await give(padding(await readExactly(file, at, frame.offset - at), at));
    const bytes = await readExactly(file, frame.offset, frame.length);
    if (createHash('sha256').update(bytes).digest('hex') !== frame.sha256)
      throw corrupted('sha256', frame.offset);
    await give(bytes);
    at = frame.offset + frame.length;
  }
  return at;
}

/** Checks that a gap is exactly one skippable frame. */
function padding(bytes: Buffer, at: number): Buffer {
  const whole = bytes.length >= SKIPPABLE_HEADER && bytes.readUInt32LE(4) === bytes.length - SKIPPABLE_HEADER;
  if (!whole || bytes.readUInt32LE(0) !== SKIPPABLE_MAGIC) throw corrupted('padding', at);
  return bytes;
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw corrupted('length', position);
    done += bytesRead;
  }
  return bytes;
}

/** Hashes the raw bytes of each frame in the decompressed stream. */
async function checkRaw(output: AsyncIterable<Buffer>, frames: Frame[]): Promise<void> {
  let at = 0;
  let left = frames[0]?.rawLength ?? 0;
  let hash = createHash('sha256');
  for await (const chunk of output) {
    let rest: Buffer = chunk;
    while (rest.length > 0) {
      const frame = frames[at];
      if (frame === undefined) throw corrupted('raw length', 0);
      const part = rest.subarray(0, left);
      hash.update(part);
      left -= part.length;
      rest = rest.subarray(part.length);
      if (left > 0) break;
      if (hash.digest('hex') !== frame.rawSha256) throw corrupted('rawSha256', frame.offset);
      hash = createHash('sha256');
      at += 1;
      left = frames[at]?.rawLength ?? 0;
    }
  }
  if (at !== frames.length) throw corrupted('raw length', frames[at]?.offset ?? 0);
}

function corrupted(what: string, at: number): PermanentError {
  return new PermanentError(
    {
      fr: `la charge utile ne correspond pas à son index (${what}, octet ${at})`,
      en: `the payload does not match its index (${what}, byte ${at})`,
    },
    {
      remedy: { fr: 'Capturez ou importez le master de nouveau.', en: 'Capture or import the master again.' },
    },
  );
}
