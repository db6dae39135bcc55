import { spawn, type ChildProcess } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Runs a shell pipeline, with what it reads; rejects unless every program of it succeeds. */
export async function shell(line: string, input?: AsyncIterable<Buffer>): Promise<void> {
  const child = spawn('bash', ['-c', `set -o pipefail; ${line}`], {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
  });
  const said = outputOf(child);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  if (input !== undefined) await pipeline(input, child.stdin!);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${line} ended with ${code}: ${said().slice(-2000)}`);
}

function outputOf({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return () => said;
}

/** A file as HTTP gives it, from a server of its own. */
export async function* overHttp(file: string): AsyncGenerator<Buffer> {
  const server = createServer((_request, response) => void createReadStream(file).pipe(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    for await (const chunk of await responseOf(server)) yield chunk as Buffer;
  } finally {
    server.close();
  }
}

function responseOf(server: Server): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port }, resolve).on('error', reject);
  });
}
