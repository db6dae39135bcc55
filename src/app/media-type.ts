import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

/** What the API reads. Anything else is told apart from a malformed body. */
const ACCEPTED = [
  'application/json',
  'application/jose+json',
  'application/x-www-form-urlencoded',
  'application/yaml',
  'application/pdf',
  'application/octet-stream',
  'text/csv',
  'text/yaml',
];

/** Refuses a body in a format that nothing here reads with 415. RFC 9110 §15.5.16. */
export function mediaTypeRule() {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (!hasBody || (type !== undefined && ACCEPTED.includes(type))) next();
    else next(new UnsupportedMediaTypeException());
  };
}
