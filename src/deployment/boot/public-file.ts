import type { Response } from 'express';
import { NotFoundError } from '../../platform/core/index.js';

/** Sends a file below `root`, with support for ranges; rejects with `absent` when it does not exist. */
export function sendPublicFile(
  response: Response,
  root: string,
  file: string,
  absent: () => NotFoundError,
): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(file, { root, dotfiles: 'allow', cacheControl: false }, (error?: Error) => {
      // A PC may close the connection during a transfer.
      if (error === undefined || response.headersSent) resolve();
      else reject(isAbsent(error) ? absent() : error);
    });
  });
}

function isAbsent(error: Error): boolean {
  return (error as { status?: number }).status === 404;
}
