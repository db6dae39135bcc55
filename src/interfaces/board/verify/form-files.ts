import busboy from 'busboy';
import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import type { Request } from 'express';
import { holdBody } from '../../../platform/account/index.js';
import { EtabliError } from '../../../platform/core/index.js';

/** A certificate with photos has some 25 MB. */
const MOST_BYTES = 32 * 1024 ** 2;
const LIMITS = { files: 2, fields: 4, parts: 8, fileSize: MOST_BYTES, fieldSize: 10_000, headerPairs: 20 };

/** The files of a form by the name of their field; one that was left empty is missing. */
export function readFormFiles(request: Request): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    const parser = parserOf(request);
    let seen = 0;
    const refuse = (error: unknown) => {
      request.unpipe(parser);
      reject(asRefusal(error));
    };
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        try {
          if (seen > MOST_BYTES) throw new PayloadTooLargeException();
          holdBody(request, chunk.length);
          chunks.push(chunk);
        } catch (refusal) {
          refuse(refusal);
        }
      });
      stream.on('limit', () => refuse(new PayloadTooLargeException()));
      stream.on('error', refuse);
      stream.on('end', () => {
        if (chunks.length > 0) files.set(name, Buffer.concat(chunks));
      });
    });
    parser.on('close', () => resolve(files));
    parser.on('error', refuse);
    request.on('error', refuse);
    request.pipe(parser);
  });
}

function parserOf(request: Request): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, limits: LIMITS });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What no browser sends. */
function asRefusal(error: unknown): Error {
  if (error instanceof PayloadTooLargeException || error instanceof EtabliError) return error;
  return new BadRequestException('the form cannot be read', { cause: error });
}
