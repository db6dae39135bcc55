import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { hasBody } from './body-limits.js';

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

/** Answer files of any kind, as their editors and curl name them. */
const OF_ANSWER_FILES = ['application/xml', 'text/xml', 'text/plain'];

/** Configuration profiles and what else manages devices. */
const OF_MDM_FILES = ['application/x-apple-aspen-config', 'application/xml', 'text/xml'];

/** Where an answer file is sent: its bytes tell its kind and its encoding, whatever it is called. */
export function takesAnswerFile({ path }: Pick<Request, 'path'>): boolean {
  return path === '/api/answer/check' || path === '/api/answer/import';
}

/** Where a file of device management is sent, as it is. */
export function takesMdmFile({ path }: Pick<Request, 'path'>): boolean {
  return path === '/api/mdm/check';
}

/** Refuses a body in a format that nothing here reads with 415. RFC 9110 §15.5.16. */
export function mediaTypeRule() {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    const accepted = acceptedBy(request);
    if (!hasBody(request) || (type !== undefined && accepted.includes(type))) next();
    else next(new UnsupportedMediaTypeException());
  };
}

function acceptedBy(request: Request): readonly string[] {
  if (takesAnswerFile(request)) return [...ACCEPTED, ...OF_ANSWER_FILES];
  return takesMdmFile(request) ? [...ACCEPTED, ...OF_MDM_FILES] : ACCEPTED;
}
