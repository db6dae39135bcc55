import { Global, Module, PayloadTooLargeException } from '@nestjs/common';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { type Access, READ_BODY, type ReadBody } from '../../platform/account/index.js';
import { hasBody } from './body-limits.js';
import { readJson } from './json-body.js';
import { takesAnswerFile, takesMdmFile } from './media-type.js';

/** One format of body: which requests it is for, how many bytes it may have, and what reads it into memory. */
interface Format {
  takes: (request: Request) => boolean;
  limit: number;
  parser: RequestHandler;
}

type Parser = (options: { limit: number; type: () => true }) => RequestHandler;

/** An inventory, of a PC with a session. */
const SESSION_BYTES = 512_000;
/** Before anybody is known: a name and a password, or who a PC is beside a ticket that is not checked yet. */
const STRANGER_BYTES = 16_000;
/** The largest JSON, form or YAML that is read into memory; payloads and documents are streamed elsewhere. */
const BYTES = 2_000_000;
/** As the lots say it themselves. */
const CSV_BYTES = 5_000_000;
/** As much as the reading of XML takes. */
const ANSWER_BYTES = 10_000_000;

const form: Parser = (options) => express.urlencoded({ ...options, extended: false });
/** Express reads the text; an object is what every route that takes JSON awaits when nothing was sent. */
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

/** What each caller may send. A format that is not listed is left to the route, as a stream. */
const FORMATS = {
  role: [
    { takes: isFile, limit: ANSWER_BYTES, parser: express.raw({ limit: ANSWER_BYTES, type: () => true }) },
    format(json, BYTES, 'application/json'),
    format(form, BYTES, 'application/x-www-form-urlencoded'),
    format(express.text, BYTES, 'application/yaml', 'text/yaml'),
    // Its bytes tell its encoding, and an Idempotency-Key which request it is.
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

/** Reads the body of a request that was let in, within the limits of its route. */
export const readBody: ReadBody = async (request, response, access) => {
  const found = formatsOf(access).find(({ takes }) => takes(request));
  if (found && Number(request.headers['content-length']) > found.limit) throw new PayloadTooLargeException();
  if (isWaiting(request)) response.writeContinue();
  if (found) await parsed(found, request, response);
};

/** A client that sends its body only when it is told to. RFC 9110 §10.1.1. */
function isWaiting({ headers }: Request): boolean {
  return /^100-continue$/i.test(headers.expect ?? '');
}

/** The parser tells that a body is too large only at its end: it is counted here, so that the end is not awaited. */
function parsed({ parser, limit }: Format, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    const count = (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > limit) reject(new PayloadTooLargeException());
    };
    void parser(request, response, (error?: unknown) => {
      request.off('data', count);
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
    });
    if (hasBody(request)) request.on('data', count);
  });
}

/** Gives the guard the means to read bodies. */
@Global()
@Module({ providers: [{ provide: READ_BODY, useValue: readBody }], exports: [READ_BODY] })
export class RequestBodyModule {}
