import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The etabli command as it is delivered; scripts/prepare builds it. */
export const PROGRAM = join(ROOT, 'dist', 'cli.js');

export interface CommandResult {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs the built etabli command with these settings besides those of this process. */
export function etabli(args: string[], settings: Record<string, string>): Promise<CommandResult> {
  return run(process.execPath, [PROGRAM, ...args], settings);
}

/** Runs a program at the root of the repository and collects what it says; it ends with this process. */
export async function run(
  file: string,
  args: string[],
  settings: Record<string, string>,
): Promise<CommandResult> {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = { status: -1, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (result.stderr += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { ...result, status: status ?? -1 };
}
