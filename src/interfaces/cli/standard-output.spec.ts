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
  it('is written completely to a file', () => {
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

  it('fails when the disk is full', () => {
    const fd = openSync('/dev/full', 'w');
    try {
      expect(() => standardOutput(nodes(fd)).write('a')).toThrow(/ENOSPC/);
    } finally {
      closeSync(fd);
    }
  });

  it('is written completely after partial writes', () => {
    let taken = '';
    writeAll(1, Buffer.from('abcde'), (_fd, bytes, from) => {
      const part = bytes.subarray(from, from + 2);
      taken += part.toString();
      return part.length;
    });
    expect(taken).toBe('abcde');
  });

  it('is written by Node’s stream on a terminal', () => {
    const fd = openSync('/dev/null', 'w');
    try {
      expect(() => standardOutput(nodes(fd, true)).write('a')).toThrow("Node's own");
    } finally {
      closeSync(fd);
    }
  });

  it('stops when the reader of a pipe has closed it, and fails on any other error', () => {
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
