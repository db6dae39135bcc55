import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Bilingual, OperatorError, TransientError } from '../core/index.js';
import { mustBeReachable, reachableLookup } from './reachable.js';

const DEADLINE_MS = 15_000;
const LARGEST_HEADERS = 16_384;

export interface Request {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** An administrator allowed this address without TLS. */
  plainHttp: boolean;
  signal?: AbortSignal;
  /** How much of the answer is read; a longer one is an error. 0: nothing is read. */
  mostBytes: number;
  deadlineMs?: number;
}

export interface Answer {
  status: number;
  body: Buffer;
}

const CHANGE_ADDRESS: Bilingual = {
  fr: 'Donnez l’adresse HTTPS finale du destinataire.',
  en: 'Give the final HTTPS address of the receiver.',
};

/**
 * One request to a program outside. It ends within 15 s whatever the other side does; a redirect is not followed, since it
 * may lead to an address that no administrator wrote. Rejects with words for the list of messages.
 */
export async function exchange(request: Request): Promise<Answer> {
  const { url, plainHttp } = request;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainHttp)) throw withoutTls(url);
  mustBeReachable(url);
  const deadlineMs = request.deadlineMs ?? DEADLINE_MS;
  const answer = await answerOf(request, deadlineMs).catch((error: unknown) =>
    Promise.reject(unsent(error as Error, deadlineMs)),
  );
  if (answer.status >= 300 && answer.status < 400) throw redirected(answer.status);
  return answer;
}

function answerOf(request: Request, deadlineMs: number): Promise<Answer> {
  const { method, url, headers, body, signal, mostBytes } = request;
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = start(url, {
      method,
      headers: {
        'user-agent': 'Etabli',
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
      agent: false,
      lookup: reachableLookup,
      maxHeaderSize: LARGEST_HEADERS,
      signal: AbortSignal.any([AbortSignal.timeout(deadlineMs), ...(signal ? [signal] : [])]),
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      read(response, mostBytes).then((answer) => resolve({ status, body: answer }), reject);
    });
    sent.end(body);
  });
}

async function read(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (mostBytes === 0) {
    response.on('error', () => undefined);
    response.destroy();
    return Buffer.alloc(0);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooMuch(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function withoutTls({ protocol }: URL): OperatorError {
  return new OperatorError(
    {
      fr: `l’adresse est en ${protocol}// : seul https:// est permis, sauf accord d’un administrateur pour cette adresse`,
      en: `the address is ${protocol}//: only https:// is allowed, unless an administrator allows this address`,
    },
    { remedy: CHANGE_ADDRESS },
  );
}

function redirected(status: number): OperatorError {
  return new OperatorError(
    {
      fr: `le destinataire renvoie ailleurs (HTTP ${status}), ce qui n’est pas suivi`,
      en: `the receiver redirects (HTTP ${status}), which is not followed`,
    },
    { remedy: CHANGE_ADDRESS },
  );
}

function tooMuch(mostBytes: number): TransientError {
  const kilobytes = Math.floor(mostBytes / 1000);
  return new TransientError({
    fr: `la réponse dépasse ${kilobytes} ko`,
    en: `the answer is longer than ${kilobytes} kB`,
  });
}

function unsent(error: Error & { code?: string }, deadlineMs: number): Error {
  if (error instanceof OperatorError || error instanceof TransientError) return error;
  const isLate = error.name === 'AbortError' || error.name === 'TimeoutError' || error.code === 'ABORT_ERR';
  if (isLate) {
    const seconds = deadlineMs / 1000;
    return new TransientError({ fr: `pas de réponse en ${seconds} s`, en: `no answer within ${seconds} s` });
  }
  const what = error.code ?? error.message;
  return new TransientError(
    { fr: `le destinataire n’est pas joignable (${what})`, en: `the receiver cannot be reached (${what})` },
    { cause: error },
  );
}
