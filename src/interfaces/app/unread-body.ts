import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hasBody } from './body-limits.js';

/** A body up to this size is read and discarded, so that the connection can be kept. */
const LITTLE_BYTES = 65_536;
/** How long the client may take to read an answer that was sent before its body arrived. */
const ANSWER_READ_MS = 1_000;

/**
 * Closes the connection of a request that is answered before its body has arrived; Node would receive the rest
 * and discard it. Also leaves 100 Continue to the application, which sends it when it reads the body.
 */
export function closeUnread(server: Server, answerReadMs = ANSWER_READ_MS): void {
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    // A `for await` that is left early destroys what it reads: nobody would hear why the body was not taken.
    request[Symbol.asyncIterator] = () => request.iterator({ destroyOnReturn: false });
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      if (!request.complete && !isLittle(request)) {
        response.setHeader('Connection', 'close');
        closeGently(request.socket, answerReadMs);
      }
      return writeHead(...head);
    }) as typeof response.writeHead;
  });
}

function isLittle({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length']) <= LITTLE_BYTES;
}

/**
 * Node destroys the connection after such an answer. If bytes still arrive, the reset can reach the client before
 * the answer. So this closes the sending side first, and reads nothing more. RFC 9112 §9.6.
 */
function closeGently(socket: Socket, answerReadMs: number): void {
  socket.destroySoon = () => {
    socket.end();
    // Node resumes reading the rest of the body in this turn of the event loop.
    setImmediate(() => socket.pause());
    const timer = setTimeout(() => socket.destroy(), answerReadMs);
    socket.once('close', () => clearTimeout(timer));
  };
}
