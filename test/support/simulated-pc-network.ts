import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface SendOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The only trusted CA certificate, PEM. */
  ca?: string;
  signal?: AbortSignal;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends an HTTP or HTTPS request from the loopback address `from`, which identifies the PC. */
export function ask(from: string, url: string, options: SendOptions = {}): Promise<Answer> {
  const { method = 'GET', headers, body, ca, signal } = options;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      { method, headers, ca, signal, localAddress: from, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** `ask`, retried every half second until the server answers, as firmware and the agent do. */
export async function askUntilAnswered(
  from: string,
  url: string,
  options: SendOptions = {},
): Promise<Answer> {
  for (;;) {
    try {
      return await ask(from, url, options);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      await pause(500, options.signal);
    }
  }
}

/** Downloads a payload like the agent: 18 attempts without data are a failure. */
export async function fetchPayload(from: string, url: string, signal: AbortSignal): Promise<Buffer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await ask(from, url, { signal })).body;
    } catch (error) {
      if (tries === 18 || signal.aborted) throw error;
      await pause(Math.min(1000 * 2 ** (tries - 1), 8000), signal);
    }
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
  });
}
