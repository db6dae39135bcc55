import type { Request, Response } from 'express';
import type { Access } from './access.js';

/**
 * Injection token of the function that reads the body of an authenticated request. Without a provider, Nest reads
 * bodies before the guard.
 */
export const READ_BODY = Symbol('read the body');

/** Rejects with an error that has a status when the body is too large or malformed. */
export type ReadBody = (request: Request, response: Response, access: Access) => Promise<void>;
