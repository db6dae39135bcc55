import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The routes that take a master image, a pack of drivers, or user data: an upload may last for hours. */
const UPLOADS = {
  PUT: /^\/+((api|phone-home)\/+payloads|api\/+drivers)(\/|\?|$)/i,
  POST: /^\/+phone-home\/+user-data(\/|\?|$)/i,
};

export interface BodyLimits {
  /** Most time between the headers of a request and the end of its body. */
  wholeMs: number;
  /** Most time without a new byte during an upload. */
  silentMs: number;
}

/**
 * Closes the connection of a request whose body does not arrive. Node's requestTimeout is off, because it would
 * also cut long uploads. An upload is cut when no byte arrives for `silentMs`, or when it still runs `wholeMs`
 * after it was answered; any other body is cut after `wholeMs`.
 */
export function limitBodies(server: Server, { wholeMs, silentMs }: BodyLimits): void {
  server.requestTimeout = 0;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    const { socket } = request; // the request loses it when it is destroyed
    const cut = () => {
      if (!request.complete) socket.destroy();
    };
    let timer: NodeJS.Timeout;
    if (isUpload(request)) {
      timer = setInterval(whenSilent(request, cut), silentMs);
      response.once('finish', () => {
        clearInterval(timer);
        if (!request.complete) timer = setTimeout(cut, wholeMs);
      });
    } else timer = setTimeout(cut, wholeMs);
    const over = () => {
      clearTimeout(timer);
      socket.off('close', over);
    };
    request.once('end', over).once('close', over);
    socket.once('close', over);
  });
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

function isUpload({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'PUT' || method === 'POST') && UPLOADS[method].test(url);
}

/** Calls `cut` when no byte has come since the last call. */
function whenSilent({ socket }: IncomingMessage, cut: () => void): () => void {
  let before = socket.bytesRead;
  return () => {
    if (socket.bytesRead === before) cut();
    before = socket.bytesRead;
  };
}
