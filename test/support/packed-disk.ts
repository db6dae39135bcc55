import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const AGENT = join(import.meta.dirname, '..', '..', 'environment', 'agent');

/** A small disk packed by the agent of the environment, and its folder, which the caller must remove. */
export interface PackedDisk {
  folder: string;
  payload: Buffer;
  index: Buffer;
}

/** Runs the packer of the agent, with Debian's python3 (python3-zstandard). */
export function packDisk(): PackedDisk {
  const folder = mkdtempSync(join(tmpdir(), 'packed-disk-'));
  execFileSync('/usr/bin/python3', ['-m', 'tests.make_payload', folder], { cwd: AGENT });
  return {
    folder,
    payload: readFileSync(join(folder, 'payload.bin')),
    index: readFileSync(join(folder, 'index.json')),
  };
}
