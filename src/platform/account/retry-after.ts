import type { Response } from 'express';
import { retryAfterOf } from './access-errors.js';

/** Sets Retry-After and throws the error again. RFC 9110 §10.2.3. */
export function tellWhen(error: unknown, response: Response): never {
  const seconds = retryAfterOf(error);
  if (seconds !== undefined) response.setHeader('Retry-After', seconds);
  throw error;
}
