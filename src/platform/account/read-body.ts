import type { Request, Response } from 'express';
import type { Access } from './access.js';

/**
 * How the application reads the body of a request whose caller was let in. Where nothing is provided under it,
 * bodies are read before the guard, as Nest does by itself.
 */
export const READ_BODY = Symbol('read the body');

/** Rejects with an error of a status when the body is too large or malformed for this route. */
export type ReadBody = (request: Request, response: Response, access: Access) => Promise<void>;
