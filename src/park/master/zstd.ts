import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { PermanentError } from '../../platform/core/index.js';

/** A running zstd(1): write to `input`, read from `output`; `ended()` rejects when it failed. */
export interface Zstd {
  input: Writable;
  output: Readable;
  ended(): Promise<void>;
  kill(): void;
}

/** Compresses with all cores. */
export function compress(level: number): Zstd {
  return run(['-q', '-c', '-T0', `-${level}`]);
}

/** Decompresses one or several frames; skippable frames are skipped. RFC 8878 §3.1. */
export function decompress(): Zstd {
  return run(['-d', '-q', '-c']);
}

function run(options: string[]): Zstd {
  const child = spawn('zstd', options, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text.slice(0, 2_000)));
  const closed = endOf(child, said);
  closed.catch(() => undefined); // ended() rejects with it
  child.stdin.on('error', () => undefined); // EPIPE: zstd has ended, and ended() rejects
  // Node discards unread output of an ended process, so it is piped at once.
  const output = child.stdout.pipe(new PassThrough({ highWaterMark: 1 << 20 }));
  output.on('close', () => child.stdout.destroy());
  return {
    input: child.stdin,
    output,
    ended: () => closed,
    kill: () => void child.kill('SIGKILL'),
  };
}

async function endOf(child: ChildProcess, said: string[]): Promise<void> {
  const [status] = (await once(child, 'close')) as [number | null];
  if (status === 0) return;
  const why = said.join('').trim() || `status ${status}`;
  throw new PermanentError({ fr: `zstd : ${why}`, en: `zstd: ${why}` });
}
