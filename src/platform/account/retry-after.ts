import type { Response } from 'express';
import { retryAfterOf } from './access-errors.js';

/** Sets Retry-After where the error says when to try again. RFC 9110 §10.2.3. */
export function setRetryAfter(response: Response, error: unknown): void {
  const seconds = retryAfterOf(error);
  if (seconds !== undefined) response.setHeader('Retry-After', seconds);
}

/** Sets Retry-After and throws the error again. */
export function tellWhen(error: unknown, response: Response): never {
  setRetryAfter(response, error);
  throw error;
}
