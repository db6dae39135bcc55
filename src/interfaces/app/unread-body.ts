import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hasBody } from './body-limits.js';

/** So little more is read and thrown away, and the connection stays of use. */
const LITTLE_BYTES = 65_536;
/** How long the sender of a body that nobody reads may take to read its answer. */
const ANSWER_READ_MS = 1_000;

/**
 * Closes the connection of a request that is answered before its body has come: Node would receive the rest
 * only to throw it away. And lets the application say 100 Continue itself, once it wants the body.
 */
export function closeUnread(server: Server, answerReadMs = ANSWER_READ_MS): void {
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
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
 * Node destroys the connection at the end of such an answer: with bytes still coming, the reset overtakes the
 * answer. So only our side is closed first, and nothing more is read. RFC 9112 §9.6.
 */
function closeGently(socket: Socket, answerReadMs: number): void {
  socket.destroySoon = () => {
    socket.end();
    // Node begins to read what is left of the body once this turn is over.
    setImmediate(() => socket.pause());
    const timer = setTimeout(() => socket.destroy(), answerReadMs);
    socket.once('close', () => clearTimeout(timer));
  };
}
