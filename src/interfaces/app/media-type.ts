import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { hasBody } from './body-limits.js';

/** The media types that the API reads. */
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

/** Answer files of any kind, as editors and curl send them. */
const OF_ANSWER_FILES = ['application/xml', 'text/xml', 'text/plain'];

/** Configuration profiles and other files of device management. */
const OF_MDM_FILES = ['application/x-apple-aspen-config', 'application/xml', 'text/xml'];

/** The name that restic gives to plain bytes. */
const OF_RESTIC = ['binary/octet-stream'];

/** The routes of the repositories of user data. */
function takesRestic({ path }: Pick<Request, 'path'>): boolean {
  return path.startsWith('/phone-home/user-data/');
}

/** The routes that take an answer file; its kind and encoding are detected from its bytes. */
export function takesAnswerFile({ path }: Pick<Request, 'path'>): boolean {
  return path === '/api/answer/check' || path === '/api/answer/import';
}

/** The route that takes a file of device management. */
export function takesMdmFile({ path }: Pick<Request, 'path'>): boolean {
  return path === '/api/mdm/check';
}

/** What a tablet's camera gives. */
const PHOTOS = ['image/jpeg', 'image/png', 'image/webp'];

/** The route that takes a photo of a manual check. */
export function takesPhoto({ path, method }: Pick<Request, 'path' | 'method'>): boolean {
  return method === 'POST' && /^\/api\/deployments\/[^/]+\/manual-checks\/[^/]+\/photos$/.test(path);
}

/** The page where anybody drops a certificate: a form with files. */
function takesForm({ method, path }: Pick<Request, 'method' | 'path'>): boolean {
  return method === 'POST' && path === '/verify';
}

/** Answers 415 to a body in another format. RFC 9110 §15.5.16. */
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
  if (takesForm(request)) return [...ACCEPTED, 'multipart/form-data'];
  if (takesRestic(request)) return [...ACCEPTED, ...OF_RESTIC];
  if (takesPhoto(request)) return PHOTOS;
  return takesMdmFile(request) ? [...ACCEPTED, ...OF_MDM_FILES] : ACCEPTED;
}
