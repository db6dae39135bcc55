import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardOutput, writeAll } from './standard-output.js';

const nodes = (fd: number, isTTY?: boolean) => ({
  fd,
  isTTY,
  write: () => {
    throw new Error("Node's own");
  },
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
});
