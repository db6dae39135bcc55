import { TransientError } from '../../../platform/core/index.js';
import { exchange } from '../../../platform/outside/index.js';

export interface Posted {
  url: string;
  body: string;
  headers: Record<string, string>;
  plainHttp: boolean;
  signal: AbortSignal;
  deadlineMs?: number;
}

/** Posts JSON. Resolves when the receiver answers 2xx; its answer is not read, whatever its size. */
export async function postJson({ url, headers, ...posted }: Posted): Promise<void> {
  const { status } = await exchange({
    ...posted,
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'application/json', ...headers },
    mostBytes: 0,
  });
  if (status >= 200 && status < 300) return;
  throw new TransientError({
    fr: `le destinataire a répondu HTTP ${status}`,
    en: `the receiver answered HTTP ${status}`,
  });
}
