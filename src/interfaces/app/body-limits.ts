import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The two routes whose body is a whole master: minutes or hours of it. */
const UPLOAD = /^\/+(api|phone-home)\/+payloads(\/|\?|$)/i;

export interface BodyLimits {
  /** From the headers of a request to the end of its body. */
  wholeMs: number;
  /** An upload may take as long as it needs, but not fall silent for this long. */
  silentMs: number;
}

/**
 * Cuts requests whose body does not come: Node's own requestTimeout would cut every upload that takes longer,
 * so it is off. A body that is no upload must be whole in time; an upload must go on, and be over in time
 * once it was answered.
 */
export function limitBodies(server: Server, { wholeMs, silentMs }: BodyLimits): void {
  server.requestTimeout = 0;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    const cut = () => {
      if (!request.complete) request.socket.destroy();
    };
    let timer: NodeJS.Timeout;
    if (isUpload(request)) {
      timer = setInterval(whenSilent(request, cut), silentMs);
      response.once('finish', () => {
        clearInterval(timer);
        timer = setTimeout(cut, wholeMs);
      });
    } else timer = setTimeout(cut, wholeMs);
    const over = () => {
      clearTimeout(timer);
      request.socket.off('close', over);
    };
    request.once('end', over).once('close', over);
    request.socket.once('close', over);
  });
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

function isUpload({ method, url = '' }: IncomingMessage): boolean {
  return method === 'PUT' && UPLOAD.test(url);
}

/** Calls `cut` when no byte has come since the last call. */
function whenSilent({ socket }: IncomingMessage, cut: () => void): () => void {
  let before = socket.bytesRead;
  return () => {
    if (socket.bytesRead === before) cut();
    before = socket.bytesRead;
  };
}
