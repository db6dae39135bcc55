import type { IncomingMessage } from 'node:http';
import { PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { holdBody } from '../../platform/account/index.js';

const LIMIT_BYTES = 32 * 1024 ** 2;

/**
 * The bytes of a request as they came. A JSON type is refused: its body would have been parsed, and the
 * bytes are what is to be verified.
 */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/octet-stream' && type !== 'application/pdf')
    throw new UnsupportedMediaTypeException();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT_BYTES) throw new PayloadTooLargeException();
    holdBody(request, chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
