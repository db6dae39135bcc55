import { PayloadTooLargeException } from '@nestjs/common';
import type { Request } from 'express';
import { holdBody } from '../../../platform/account/index.js';
import { MOST_BYTES } from './sheet.js';

/** The raw bytes of the body, to detect what kind of file and which encoding it is. */
export async function bytesOf(request: Request): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body;
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > MOST_BYTES) throw new PayloadTooLargeException();
    holdBody(request, chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
