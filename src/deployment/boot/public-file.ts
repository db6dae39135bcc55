import type { Response } from 'express';
import { NotFoundError } from '../../platform/core/index.js';

/** Answers with a file below `root`, ranges included; rejects with `absent` when it is not there. */
export function sendPublicFile(
  response: Response,
  root: string,
  file: string,
  absent: () => NotFoundError,
): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(file, { root, dotfiles: 'allow', cacheControl: false }, (error?: Error) => {
      // A PC that went away in mid-transfer is an ordinary thing.
      if (error === undefined || response.headersSent) resolve();
      else reject(isAbsent(error) ? absent() : error);
    });
  });
}

function isAbsent(error: Error): boolean {
  return (error as { status?: number }).status === 404;
}
