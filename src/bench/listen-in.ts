import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as SocketServer } from 'node:net';
import { PermanentError } from '../platform/core/index.js';

/**
 * A socket belongs to the network namespace in which it was created, and can be passed to a process in another one
 * (unix(7), SCM_RIGHTS). This script creates it there and passes it on.
 */
const LISTENER = `
const server = require('node:net').createServer();
server.once('error', (error) => { console.error(error.message); process.exit(1); });
server.listen(Number(process.argv[1]), '0.0.0.0', () => process.send('listening', server, () => process.exit(0)));
`;

/** Makes the server listen on the port in the namespace of the command `prefix`. Rejects when the port is in use. */
export async function listenIn(prefix: string[], server: Server, port: number): Promise<void> {
  const [file = '', ...args] = [...prefix, process.execPath, '-e', LISTENER, String(port)];
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const handle = await new Promise<SocketServer>((resolve, reject) => {
    child.once('message', (_text, socket) => {
      if (socket instanceof SocketServer) resolve(socket);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0)
        reject(
          new PermanentError({
            fr: `impossible d’écouter sur le port ${port} du réseau virtuel : ${said.trim()}`,
            en: `cannot listen on port ${port} of the virtual network: ${said.trim()}`,
          }),
        );
    });
  });
  server.listen(handle);
  if (!server.listening) await once(server, 'listening');
}
