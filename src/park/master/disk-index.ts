import { verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, PermanentError } from '../../platform/core/index.js';

/** The sizes of a cell of the disk and of a slot of the payload, the same as in the environment's packer. */
export const CELL_BYTES = 1 << 20;
export const SLOT_BYTES = 4 << 20;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const offset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const length = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const frameSchema = z.strictObject({
  /** [disk offset, length] in disk order; a frame's raw bytes are the concatenation of these ranges. */
  extents: z.array(z.tuple([offset, length])).min(1),
  rawLength: length.max(CELL_BYTES),
  rawSha256: sha256,
  /** The offset of the compressed frame in the payload. */
  offset,
  length: length.max(SLOT_BYTES),
  sha256,
});
export type Frame = z.output<typeof frameSchema>;

const partitionSchema = z.strictObject({
  number: z.number().int().min(1).max(128),
  type: z.string(),
  guid: z.string(),
  name: z.string(),
  attributes: z.string(),
  startBytes: offset,
  sizeBytes: length,
  fileSystem: z.string().nullable(),
  uuid: z.string().nullable(),
  label: z.string().nullable(),
  /** used: the used ranges; whole: every byte; remade: a swap area, created again on the PC. */
  content: z.enum(['used', 'whole', 'remade']),
});
export type IndexedPartition = z.output<typeof partitionSchema>;

/** The index of a `disk` payload. Its bytes are its canonical JSON (RFC 8785; integers and ASCII keys only). */
export const diskIndexSchema = z.strictObject({
  formatVersion: z.literal(1),
  cellBytes: z.literal(CELL_BYTES),
  slotBytes: z.literal(SLOT_BYTES),
  compression: z.strictObject({ algorithm: z.literal('zstd'), level: z.number().int(), library: z.string() }),
  disk: z.strictObject({
    sizeBytes: length,
    logicalSectorBytes: z.union([z.literal(512), z.literal(4096)]),
    tableGuid: z.string(),
  }),
  partitions: z.array(partitionSchema),
  minimumDiskBytes: length,
  rawBytes: length,
  payload: z.strictObject({ sha256, bytes: length }),
  /** Digest of the parent payload; null without one. */
  parent: sha256.nullable(),
  frames: z.array(frameSchema).min(1),
});
export type DiskIndex = z.output<typeof diskIndexSchema>;

/**
 * Parses an index and checks that it is consistent: canonical, every frame inside one cell and one slot, no overlaps,
 * correct lengths. Throws PermanentError.
 */
export function readIndex(bytes: Buffer): DiskIndex {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw refused('JSON', cause);
  }
  const parsed = diskIndexSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refused(`${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
  }
  const index = parsed.data;
  if (!Buffer.from(canonicalJson(index)).equals(bytes)) throw refused('not canonical JSON');
  for (const frame of index.frames) checkFrame(index, frame);
  checkOrder(index);
  return index;
}

/** Whether `signature` (base64url, Ed25519) over the index's bytes was made with this key. RFC 8032. */
export function isSigned(bytes: Buffer, signature: string, publicKey: KeyObject): boolean {
  return verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'));
}

function checkFrame(index: DiskIndex, frame: Frame): void {
  const first = frame.extents[0]?.[0] ?? 0;
  const cell = Math.floor(first / CELL_BYTES);
  let end = cell * CELL_BYTES;
  let total = 0;
  for (const [start, size] of frame.extents) {
    if (start < end) throw refused(`extents overlap at ${start}`);
    end = start + size;
    total += size;
  }
  if (end > (cell + 1) * CELL_BYTES) throw refused(`the frame of cell ${cell} leaves it`);
  if (end > index.disk.sizeBytes) throw refused(`the frame of cell ${cell} leaves the disk`);
  if (total !== frame.rawLength)
    throw refused(`the frame of cell ${cell} has ${total} bytes, not ${frame.rawLength}`);
  const slot = Math.floor(frame.offset / SLOT_BYTES);
  if (frame.offset + frame.length > (slot + 1) * SLOT_BYTES) {
    throw refused(`the frame of cell ${cell} crosses a boundary of the payload`);
  }
}

function checkOrder(index: DiskIndex): void {
  const { frames } = index;
  const cells = frames.map((frame) => Math.floor((frame.extents[0]?.[0] ?? 0) / CELL_BYTES));
  cells.forEach((cell, at) => {
    if (at > 0 && cell <= (cells[at - 1] ?? 0)) throw refused(`cell ${cell} stands twice or out of order`);
  });
  let end = 0;
  for (const frame of inPayloadOrder(index)) {
    if (frame.offset < end) throw refused(`frames overlap at ${frame.offset} of the payload`);
    end = frame.offset + frame.length;
  }
  if (end !== index.payload.bytes)
    throw refused(`the payload ends at ${index.payload.bytes}, its frames at ${end}`);
  const raw = frames.reduce((sum, frame) => sum + frame.rawLength, 0);
  if (raw !== index.rawBytes) throw refused(`rawBytes is ${index.rawBytes}, the frames have ${raw}`);
}

/** The frames in the order of the payload. */
export function inPayloadOrder(index: DiskIndex): Frame[] {
  return index.frames.toSorted((a, b) => a.offset - b.offset);
}

function refused(why: string, cause?: unknown): PermanentError {
  return new PermanentError(
    { fr: `index de disque refusé : ${why}`, en: `disk index refused: ${why}` },
    {
      cause,
      remedy: { fr: 'Capturez de nouveau le PC de référence.', en: 'Capture the reference PC again.' },
    },
  );
}
