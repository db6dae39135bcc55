import { HttpStatus } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PermanentError } from '../../platform/core/index.js';
import type { UploadQuery } from './master.schema.js';
import type { Payloads } from './payloads.js';

/** Stores the body of a request (application/octet-stream) as a payload and answers 201 with its digest. */
export async function storeUpload(
  payloads: Payloads,
  request: Request,
  response: Response,
  { sha256 }: UploadQuery,
): Promise<void> {
  mustHaveBody(request);
  const stored = await payloads.write(request, { sha256 });
  response.status(HttpStatus.CREATED).json(stored);
}

/** Throws PermanentError for a request whose body was read already, because it is of another media type. */
export function mustHaveBody(request: Request): void {
  if (!request.readableEnded) return;
  throw new PermanentError({
    fr: 'le corps doit être application/octet-stream',
    en: 'the body must be application/octet-stream',
  });
}
