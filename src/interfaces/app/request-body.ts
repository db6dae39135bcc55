import { Global, Module, PayloadTooLargeException } from '@nestjs/common';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { type Access, holdBody, READ_BODY, type ReadBody } from '../../platform/account/index.js';
import { hasBody } from './body-limits.js';
import { readJson } from './json-body.js';
import { LARGEST_PHOTO } from '../../deployment/recette/index.js';
import { takesAnswerFile, takesMdmFile, takesPhoto } from './media-type.js';

/** A format of request bodies that is read into memory, and its largest size. */
interface Format {
  takes: (request: Request) => boolean;
  limit: number;
  parser: RequestHandler;
}

type Parser = (options: { limit: number; type: () => true }) => RequestHandler;

/** For the inventory of a PC that has a session. */
const SESSION_BYTES = 512_000;
/** Before authentication: a login, or the identity of a PC with a ticket that is not checked yet. */
const STRANGER_BYTES = 16_000;
/** JSON, form or YAML; payloads and certificates are streamed instead. */
const BYTES = 2_000_000;
/** The same limit as the import of lots. */
const CSV_BYTES = 5_000_000;
/** The same limit as the XML reader. */
const ANSWER_BYTES = 10_000_000;

const form: Parser = (options) => express.urlencoded({ ...options, extended: false });
/** An empty body is read as `{}`. */
const json: Parser = (options) => {
  const text = express.text(options);
  return (request, response, next) =>
    void text(request, response, (error?: unknown) => {
      if (error !== undefined || typeof request.body !== 'string') return next(error);
      try {
        request.body = request.body === '' ? {} : readJson(request.body);
        next();
      } catch (refusal) {
        next(refusal);
      }
    });
};
const isFile = (request: Request) => takesAnswerFile(request) || takesMdmFile(request);

/** The formats that each kind of caller may send. The route reads any other format, as a stream. */
const FORMATS = {
  role: [
    { takes: isFile, limit: ANSWER_BYTES, parser: express.raw({ limit: ANSWER_BYTES, type: () => true }) },
    {
      takes: takesPhoto,
      limit: LARGEST_PHOTO,
      parser: express.raw({ limit: LARGEST_PHOTO, type: () => true }),
    },
    format(json, BYTES, 'application/json'),
    format(form, BYTES, 'application/x-www-form-urlencoded'),
    format(express.text, BYTES, 'application/yaml', 'text/yaml'),
    // Raw: the encoding is detected from the bytes, and an Idempotency-Key compares them.
    format(express.raw, CSV_BYTES, 'text/csv'),
  ],
  machine: [format(json, STRANGER_BYTES, 'application/json')],
  machineSession: [format(json, SESSION_BYTES, 'application/json')],
  public: [
    format(json, STRANGER_BYTES, 'application/json'),
    format(form, STRANGER_BYTES, 'application/x-www-form-urlencoded'),
  ],
} satisfies Record<string, Format[]>;

function formatsOf(access: Access): Format[] {
  return access.kind === 'machine' && access.session ? FORMATS.machineSession : FORMATS[access.kind];
}

function format(parser: Parser, limit: number, ...types: string[]): Format {
  return {
    takes: (request) => Boolean(request.is(types)),
    limit,
    parser: parser({ limit, type: () => true }),
  };
}

/** Reads the body of an authorised request, within the limits of its route. */
export const readBody: ReadBody = async (request, response, access) => {
  const found = formatsOf(access).find(({ takes }) => takes(request));
  if (found && Number(request.headers['content-length']) > found.limit) throw new PayloadTooLargeException();
  if (isWaiting(request)) response.writeContinue();
  if (found) await parsed(found, request, response);
};

/** Whether the client waits for 100 Continue before it sends the body. RFC 9110 §10.1.1. */
function isWaiting({ headers }: Request): boolean {
  return /^100-continue$/i.test(headers.expect ?? '');
}

/** Counts the bytes here, because the parser reports that a body is too large only at its end. */
function parsed({ parser, limit }: Format, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    const count = (chunk: Buffer) => {
      seen += chunk.length;
      try {
        if (seen > limit) throw new PayloadTooLargeException();
        holdBody(request, chunk.length);
      } catch (refusal) {
        reject(refusal instanceof Error ? refusal : new Error('the body was refused'));
      }
    };
    void parser(request, response, (error?: unknown) => {
      request.off('data', count);
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
    });
    if (hasBody(request)) request.on('data', count);
  });
}

/** Provides `readBody` to the guard, which calls it once the caller is authorised. */
@Global()
@Module({ providers: [{ provide: READ_BODY, useValue: readBody }], exports: [READ_BODY] })
export class RequestBodyModule {}
