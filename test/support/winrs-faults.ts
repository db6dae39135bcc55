import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WsmanFault } from './winrs-envelopes.js';

/** What happens instead of the right answer. */
export type InjectedFault =
  | { kind: 'fault'; fault: WsmanFault }
  | { kind: 'answer'; status?: number; body: string }
  /** The connection is reset, before the request was carried out or after. */
  | { kind: 'reset'; after?: boolean }
  /** The right answer, cut in the middle of its XML. */
  | { kind: 'truncated' }
  | { kind: 'silence' };

/** Whether the request is carried out all the same. */
export function isCarriedOut(fault: InjectedFault): boolean {
  return fault.kind === 'truncated' || (fault.kind === 'reset' && fault.after === true);
}

/** Does what the fault says with a request. */
export function misbehave(fault: InjectedFault, request: IncomingMessage, response: ServerResponse): void {
  if (fault.kind === 'fault') throw fault.fault;
  if (fault.kind === 'reset') request.socket.destroy();
  if (fault.kind === 'answer') send(response, fault.status ?? 200, fault.body);
}

export function send(
  response: ServerResponse,
  status: number,
  body: string,
  challenge?: string | string[],
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    Server: 'Microsoft-HTTPAPI/2.0',
    'Content-Length': bytes.length,
    ...(bytes.length > 0 ? { 'Content-Type': 'application/soap+xml;charset=UTF-8' } : {}),
    ...(challenge === undefined ? {} : { 'WWW-Authenticate': challenge }),
  });
  response.end(bytes);
}
