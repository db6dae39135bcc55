import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { PermanentError, type Sha256 } from '../../platform/core/index.js';
import { contentsOf } from './contents.js';
import type { Payloads, StoredPayload } from './payloads.js';
import { compress, decompress, type Zstd } from './zstd.js';

const PAYLOAD_LEVEL = 9;
/** Error codes of a stream whose other end closed first. */
const CLOSED = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'EPIPE', 'ECONNRESET'];

/** A stored root file system: its payload, its decompressed size, and its contents manifest. */
export interface Rootfs {
  payload: StoredPayload;
  rawBytes: number;
  contents: StoredPayload;
}

/**
 * Runs a recipe and stores its tar, compressed, with a contents manifest; nothing is kept when it fails. `onLine`
 * gets its output. Throws PermanentError when the exit status is not 0.
 */
export async function buildRootfs(
  payloads: Payloads,
  recipe: string,
  onLine: (line: string) => void,
): Promise<Rootfs> {
  const child = spawn('bash', [recipe], { stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.splice(0, last.length - 4, ...last.slice(-4), line);
    onLine(line);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const zstd = compress(PAYLOAD_LEVEL);
  const tar = new PassThrough();
  const source = untilSuccess(child.stdout, closed, () => last.join(' / '));
  const fed = feed(source, [zstd.input, tar]);
  const contents = storeContents(payloads, tar, fed);
  const payload = payloads.write(keptIf(zstd, contents));
  for (const part of [contents, payload]) part.catch(() => child.kill());
  const [rawBytes, storedPayload, storedContents] = await allOf(fed, payload, contents);
  return { rawBytes, payload: storedPayload, contents: storedContents };
}

/** Reads an imported payload (tar, zstd) and stores its contents manifest. Throws PermanentError when it is invalid. */
export async function readRootfs(
  payloads: Payloads,
  sha256: Sha256,
): Promise<{ rawBytes: number; contents: StoredPayload }> {
  const zstd = decompress();
  const tar = new PassThrough();
  const unpacked = feed(keptIf(zstd), [tar]);
  const contents = storeContents(payloads, tar, unpacked);
  for (const part of [contents, unpacked]) part.catch(() => zstd.kill());
  const read = feed(await payloads.read(sha256), [zstd.input]);
  const [rawBytes, storedContents] = await allOf(unpacked, contents, read);
  return { rawBytes, contents: storedContents };
}

/**
 * The output of zstd. Ends with an error unless zstd succeeded and `condition` resolves, so that an incomplete payload
 * is never stored.
 */
async function* keptIf(zstd: Zstd, condition?: Promise<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of zstd.output) yield chunk as Buffer;
  await condition;
  await zstd.ended();
}

/** The output of the recipe. Ends with an error unless the recipe succeeded. */
async function* untilSuccess(
  output: Readable,
  closed: Promise<[number | null]>,
  said: () => string,
): AsyncGenerator<Buffer> {
  for await (const chunk of output) yield chunk as Buffer;
  const [status] = await closed;
  if (status === 0) return;
  throw new PermanentError({
    fr: `la recette du master a échoué (code ${status}) : ${said()}`,
    en: `the master's recipe failed (status ${status}): ${said()}`,
  });
}

/** Writes the source to all sinks with backpressure; returns the bytes read. An error destroys the sinks. */
async function feed(source: AsyncIterable<Buffer>, sinks: Writable[]): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      const full = sinks.filter((sink) => !sink.write(chunk));
      await Promise.all(full.map((sink) => drained(sink)));
    }
    for (const sink of sinks) sink.end();
    return bytes;
  } catch (error) {
    for (const sink of sinks) sink.destroy();
    throw error;
  }
}

async function drained(sink: Writable): Promise<void> {
  const gone = new AbortController();
  await Promise.race([
    once(sink, 'drain', { signal: gone.signal }),
    finished(sink, { signal: gone.signal, readable: false }),
  ]).finally(() => gone.abort());
}

async function storeContents(
  payloads: Payloads,
  tar: Readable,
  condition: Promise<unknown>,
): Promise<StoredPayload> {
  const zstd = compress(PAYLOAD_LEVEL);
  const fed = feed(bytesOf(contentsOf(tar)), [zstd.input]);
  const whole = Promise.all([fed, condition]);
  whole.catch(() => undefined); // allOf reports it, also when the store fails first
  const stored = payloads.write(keptIf(zstd, whole));
  const [kept] = await allOf(stored, fed);
  return kept;
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(line);
}

/**
 * Waits for all promises. When one fails, the others fail with closed streams: throws the first error that is not
 * one of those.
 */
async function allOf<T extends unknown[]>(...work: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const reasons: unknown[] = [];
  for (const part of work) part.catch((reason: unknown) => reasons.push(reason));
  const results = await Promise.allSettled(work);
  if (reasons.length > 0) throw reasons.find((reason) => !isClosedStream(reason)) ?? reasons[0];
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as T;
}

function isClosedStream(reason: unknown): boolean {
  return CLOSED.includes((reason as { code?: string })?.code ?? '');
}
