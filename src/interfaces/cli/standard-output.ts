import { fstatSync, writeSync } from 'node:fs';
import { InputError } from '../../platform/core/index.js';

interface Output {
  fd: number;
  isTTY?: boolean;
  write(text: string): unknown;
  once(event: 'error', listener: (error: Error) => void): unknown;
}

/** Whoever read the output has left, as `head` does: the command has nothing more to say to anybody. */
export class ReaderGone extends Error {}

/**
 * Where results go. Into a file, Node's own stream says nothing of what a full disk did not take, and half an
 * answer file would end as if it were done: here that is an error.
 */
export function standardOutput(stream: Output = process.stdout): Pick<Output, 'isTTY' | 'write'> {
  const target = fstatSync(stream.fd);
  if (stream.isTTY) return stream;
  if (target.isFile() || target.isCharacterDevice()) {
    return { write: (text) => writeAll(stream.fd, Buffer.from(text)) };
  }
  return pipeOutput(stream);
}

/** Node tells of a reader that has left only after a write: the next one throws ReaderGone, or what else went wrong. */
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

/** Writes every byte, however few are taken at once. Throws InputError when the rest cannot be written. */
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
    fr: 'Effacez ce qui en a été écrit, faites de la place et recommencez.',
    en: 'Remove what was written of it, make room and start again.',
  };
  return new InputError(text, [], { cause, remedy });
}
