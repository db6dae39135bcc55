import {
  request as requestHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { TransientError, OperatorError, type Language } from '../../platform/core/index.js';
import { ApiProblem } from './api-problem.js';

export interface ApiTarget {
  /** `https://etabli:8443`; ignored when `socketPath` is set. */
  url: string;
  /** A UNIX socket instead of the URL's host. */
  socketPath?: string;
  token?: string;
  /** PEM of the CA certificate to trust instead of those of the system. */
  ca?: string;
  language: Language;
}

export interface Sent {
  body?: unknown;
  /** Sent with this media type instead of JSON. */
  raw?: { content: string | Buffer; type: string };
  /** Sent as application/octet-stream. */
  stream?: { source: Readable; bytes: number };
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
}

const TIMEOUT_MS = 60_000;

/**
 * Client of Établi's API over HTTP, HTTPS or a UNIX socket. Throws ApiProblem for an error answer, and
 * TransientError when the server does not answer.
 */
export class ApiClient {
  constructor(readonly target: ApiTarget) {}

  get<T>(path: string, query?: Sent['query']): Promise<T> {
    return this.json<T>('GET', path, { query });
  }

  post<T>(path: string, sent: Sent = {}): Promise<T> {
    return this.json<T>('POST', path, sent);
  }

  put<T>(path: string, sent: Sent = {}): Promise<T> {
    return this.json<T>('PUT', path, sent);
  }

  patch<T>(path: string, sent: Sent = {}): Promise<T> {
    return this.json<T>('PATCH', path, sent);
  }

  delete<T>(path: string): Promise<T> {
    return this.json<T>('DELETE', path, {});
  }

  async download(path: string): Promise<Buffer> {
    return collect(await this.send('GET', path, {}));
  }

  /** An answer that may be large, as it comes. */
  stream(path: string, query?: Sent['query']): Promise<IncomingMessage> {
    return this.send('GET', path, { query });
  }

  /** All items of a paginated list. */
  async *all<T>(path: string, query: Sent['query'] = {}): AsyncGenerator<T> {
    for (let page = 1, seen = 0; ; page += 1) {
      const { items, total } = await this.get<{ items: T[]; total: number }>(path, { ...query, page });
      yield* items;
      seen += items.length;
      if (seen >= total || items.length === 0) return;
    }
  }

  /** An answer with its headers, for a login. */
  async exchange<T>(
    method: string,
    path: string,
    sent: Sent,
  ): Promise<{ headers: IncomingHttpHeaders; body: T }> {
    const response = await this.send(method, path, sent);
    const body = await collect(response);
    const value = body.length === 0 ? undefined : (JSON.parse(body.toString('utf8')) as unknown);
    return { headers: response.headers, body: value as T };
  }

  private async json<T>(method: string, path: string, sent: Sent): Promise<T> {
    return (await this.exchange<T>(method, path, sent)).body;
  }

  private async send(method: string, path: string, sent: Sent): Promise<IncomingMessage> {
    const response = await this.open(method, path, sent).catch((cause: unknown) =>
      Promise.reject(unreachable(this.target, cause)),
    );
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return response;
    throw new ApiProblem(problemOf(status, await collect(response)));
  }

  private open(method: string, path: string, sent: Sent): Promise<IncomingMessage> {
    const url = new URL(path, this.target.url);
    for (const [name, value] of Object.entries(sent.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const content = sent.raw?.content ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    const options: RequestOptions & { ca?: string } = {
      method,
      headers: this.headers(sent, content),
      socketPath: this.target.socketPath,
      ca: this.target.ca,
      timeout: TIMEOUT_MS,
    };
    const start = url.protocol === 'https:' && !this.target.socketPath ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const request = start(url, options, resolve);
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error(`no answer for ${TIMEOUT_MS / 1000} s`)));
      if (sent.stream) {
        sent.stream.source.on('error', (error) => request.destroy(error));
        sent.stream.source.pipe(request);
      } else request.end(content);
    });
  }

  private headers(sent: Sent, content: string | Buffer | undefined): Record<string, string> {
    return {
      accept: 'application/json',
      'accept-language': this.target.language,
      ...(this.target.token && { authorization: `Bearer ${this.target.token}` }),
      ...(content !== undefined && {
        'content-type': sent.raw?.type ?? 'application/json',
        'content-length': String(Buffer.byteLength(content)),
      }),
      ...(sent.stream && {
        'content-type': 'application/octet-stream',
        'content-length': String(sent.stream.bytes),
      }),
      ...sent.headers,
    };
  }
}

async function collect(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function problemOf(status: number, body: Buffer): ApiProblem['problem'] {
  const text = body.toString('utf8');
  try {
    const problem = JSON.parse(text) as ApiProblem['problem'];
    if (typeof problem.detail === 'string') return problem;
  } catch {
    // Not an answer of Établi, for instance one of a proxy: its text is shown unchanged.
  }
  return { status, title: `HTTP ${status}`, detail: `HTTP ${status} ${text.slice(0, 200)}`.trim() };
}

function unreachable(target: ApiTarget, cause: unknown): Error {
  const where = target.socketPath ?? target.url;
  const { code = '', message = '' } = cause as { code?: string; message?: string };
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return new OperatorError(
      {
        fr: `Le certificat de ${where} n’est pas reconnu (${code}).`,
        en: `The certificate of ${where} is not trusted (${code}).`,
      },
      {
        cause,
        remedy: {
          fr: "Indiquez le certificat de l’autorité d'Établi avec --ca FICHIER (ca.pem dans le dossier de données du serveur).",
          en: "Give Établi's CA certificate with --ca FILE (ca.pem in the server's data directory).",
        },
      },
    );
  }
  return new TransientError(
    {
      fr: `Le serveur ${where} ne répond pas (${code || message}).`,
      en: `The server ${where} does not answer (${code || message}).`,
    },
    {
      cause,
      remedy: {
        fr: 'Démarrez Établi (etabli up) ou vérifiez l’adresse donnée avec --url.',
        en: 'Start Établi (etabli up) or check the address given with --url.',
      },
    },
  );
}
