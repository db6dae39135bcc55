import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { childEnvironment } from '../../../platform/config/index.js';
import { entrance } from '../paths.js';

/** A running `etabli up`, and how long its start took. */
export interface StartedUp {
  readyMs: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts `etabli up` and resolves when it is ready. */
export async function startUp(settings: Record<string, string | undefined>): Promise<StartedUp> {
  const began = performance.now();
  const child = fork(entrance('cli'), ['up'], {
    env: childEnvironment({ LOG_LEVEL: 'error', ...settings }),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.on('message', ({ kind }: { kind: string }) => kind === 'ready' && resolve());
    child.once('exit', (code) => reject(new Error(`etabli up ended with ${code}`)));
  });
  return { readyMs: performance.now() - began, pid: child.pid ?? 0, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** The memory (PSS) of a process and its descendants, in MiB, by program. */
export function memoryOf(pid: number): Record<string, number> {
  const byProgram: Record<string, number> = {};
  for (const each of withChildren(pid)) {
    const kibibytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))?.[1] ?? '0';
    const program = programOf(each);
    byProgram[program] = (byProgram[program] ?? 0) + Number(kibibytes) / 1024;
  }
  return byProgram;
}

function withChildren(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return [pid, ...children.flatMap((child) => withChildren(Number(child)))];
}

function programOf(pid: number): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\u0000').filter(Boolean);
  const script = words.find((word) => /\.(js|ts)$/.test(word)) ?? words[0] ?? '';
  return script.split('/').at(-1)?.split(':')[0] ?? '';
}
