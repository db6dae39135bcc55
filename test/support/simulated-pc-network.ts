import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The only authority that is trusted, PEM. */
  ca?: string;
  signal?: AbortSignal;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One HTTP or HTTPS request from the loopback address `from`, so that the server sees that PC. */
export function ask(from: string, url: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', headers, body, ca, signal } = asked;
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

/** `ask`, again every half second for as long as nobody answers, as firmware and the agent do. */
export async function askUntilAnswered(from: string, url: string, asked: Asked = {}): Promise<Answer> {
  for (;;) {
    try {
      return await ask(from, url, asked);
    } catch (error) {
      if (asked.signal?.aborted) throw error;
      await pause(500, asked.signal);
    }
  }
}

/** A payload, as the agent streams it: 18 tries that bring nothing are a failure. */
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
