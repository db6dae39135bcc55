import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReaderGone, standardOutput, writeAll } from './standard-output.js';

const nodes = (fd: number, isTTY?: boolean) => ({
  fd,
  isTTY,
  write: () => {
    throw new Error("Node's own");
  },
  once: () => undefined,
});

describe('what the command prints', () => {
  it('is written into a file to its last byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'etabli-output-'));
    try {
      const fd = openSync(join(folder, 'out'), 'w');
      standardOutput(nodes(fd)).write('é\n');
      standardOutput(nodes(fd)).write('b\n');
      closeSync(fd);
      expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('é\nb\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is an error where a disk is full', () => {
    const fd = openSync('/dev/full', 'w');
    try {
      expect(() => standardOutput(nodes(fd)).write('a')).toThrow(/ENOSPC/);
    } finally {
      closeSync(fd);
    }
  });

  it('goes on after a part was taken', () => {
    let taken = '';
    writeAll(1, Buffer.from('abcde'), (_fd, bytes, from) => {
      const part = bytes.subarray(from, from + 2);
      taken += part.toString();
      return part.length;
    });
    expect(taken).toBe('abcde');
  });

  it('is left to Node at a terminal', () => {
    const fd = openSync('/dev/null', 'w');
    try {
      expect(() => standardOutput(nodes(fd, true)).write('a')).toThrow("Node's own");
    } finally {
      closeSync(fd);
    }
  });

  it('ends with the reader of a pipe, and any other failure of the pipe is an error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'etabli-output-'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const fd = openSync(join(folder, 'pipe'), 'r+');
    const failing = (code: string) => {
      const stream = Object.assign(new EventEmitter(), { fd, write: () => true });
      const output = standardOutput(stream);
      output.write('a');
      stream.emit('error', Object.assign(new Error(code), { code }));
      return () => output.write('b');
    };
    try {
      expect(failing('EPIPE')).toThrow(ReaderGone);
      expect(failing('EIO')).toThrow(/EIO/);
    } finally {
      closeSync(fd);
      rmSync(folder, { recursive: true });
    }
  });
});
