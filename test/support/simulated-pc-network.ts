import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The only authority that is trusted, PEM. */
  ca?: string;
  signal?: AbortSignal;
}

/** One HTTP or HTTPS request from the loopback address `from`, so that the server sees that PC. */
export function ask(from: string, url: string, asked: Asked = {}): Promise<{ status: number; body: Buffer }> {
  const { method = 'GET', headers, body, ca, signal } = asked;
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      { method, headers, ca, signal, localAddress: from, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
