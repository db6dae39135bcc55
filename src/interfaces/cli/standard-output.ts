import { fstatSync, writeSync } from 'node:fs';
import { InputError } from '../../platform/core/index.js';

interface Output {
  fd: number;
  isTTY?: boolean;
  write(text: string): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
}

/** The reader of the output has closed the pipe, as `head` does. */
export class ReaderGone extends Error {}

/**
 * The stream for results. Writes to files synchronously, because Node's stream does not report a full disk, and
 * an incomplete answer file would look complete.
 */
export function standardOutput(stream: Output = process.stdout): Pick<Output, 'isTTY' | 'write'> {
  const target = fstatSync(stream.fd);
  if (stream.isTTY) return stream;
  if (target.isFile() || target.isCharacterDevice()) {
    return { write: (text) => writeAll(stream.fd, Buffer.from(text)) };
  }
  return pipeOutput(stream);
}

/** Node reports a closed pipe after a write: the next write throws ReaderGone, or InputError for another failure. */
function pipeOutput(stream: Output): Pick<Output, 'write'> {
  let failure: Error | undefined;
  stream.once('error', (error) => (failure = error));
  return {
    write: (text) => {
      if (failure === undefined) return stream.write(text);
      throw (failure as { code?: string }).code === 'EPIPE' ? new ReaderGone() : unwritten(failure);
    },
  };
}

/** Writes all bytes, in several writes if necessary. Throws InputError when that fails. */
export function writeAll(
  fd: number,
  bytes: Buffer,
  write: (fd: number, bytes: Buffer, from: number) => number = writeSync,
): void {
  try {
    for (let at = 0; at < bytes.length;) at += write(fd, bytes, at);
  } catch (cause) {
    throw unwritten(cause);
  }
}

function unwritten(cause: unknown): InputError {
  const { code = '' } = cause as { code?: string };
  const text = {
    fr: `Le résultat ne peut pas être écrit en entier (${code}).`,
    en: `The result cannot be written in full (${code}).`,
  };
  const remedy = {
    fr: 'Effacez le fichier incomplet, libérez de l’espace et recommencez.',
    en: 'Remove the incomplete file, free some space and start again.',
  };
  return new InputError(text, [], { cause, remedy });
}
