import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { overHttp } from './programs.js';

const MIB = 2 ** 20;
const WRITTEN = 512 * MIB;

/** The highest rates of this machine, in MiB/s, measured with the payload that is deployed. */
export async function rawLimits(payload: string, folder: string, rawBytes: number) {
  return {
    httpRead: await httpRead(payload),
    zstdDecode: await zstdDecode(payload, rawBytes),
    diskWrite: await diskWrite(folder),
  };
}

/** Reads the file over HTTP and forgets it. */
export async function httpRead(file: string): Promise<number> {
  const began = performance.now();
  let bytes = 0;
  for await (const chunk of overHttp(file)) bytes += chunk.length;
  return rate(bytes, began);
}

async function zstdDecode(payload: string, rawBytes: number): Promise<number> {
  const began = performance.now();
  const child = spawn('zstd', ['-dcq', payload], { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  return rate(rawBytes, began);
}

/** Writes a file in the folder and waits until it is on the disk. */
export async function diskWrite(folder: string): Promise<number> {
  const file = join(folder, 'bench-write');
  const block = Buffer.alloc(4 * MIB, 0xa5);
  const began = performance.now();
  try {
    await pipeline(
      (function* () {
        for (let written = 0; written < WRITTEN; written += block.length) yield block;
      })(),
      createWriteStream(file),
    );
    const handle = await open(file, 'r+');
    await handle.sync();
    await handle.close();
    return rate(WRITTEN, began);
  } finally {
    await rm(file, { force: true });
  }
}

function rate(bytes: number, began: number): number {
  return bytes / MIB / ((performance.now() - began) / 1000);
}
