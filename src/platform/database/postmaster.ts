import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The content of postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads postmaster.pid; undefined when it is missing or incomplete. */
export async function readPostmaster(directory: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines[0]) return undefined;
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7] === 'ready' };
}

/** Whether this pid is a running PostgreSQL, not a zombie or another process. */
export async function isLivePostmaster(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return / \((postgres|postmaster)\) [^ZX]/.test(stat);
}

/** Stops a server: first with SIGTERM (waits for its clients), then with SIGINT. */
export async function stopPostmaster(pid: number): Promise<void> {
  // pg-pool's end() resolves before its sockets are closed; SIGINT at that moment makes each pool log an error.
  for (const [signal, milliseconds] of [
    ['SIGTERM', 2_000],
    ['SIGINT', 20_000],
  ] as const) {
    if (!(await isLivePostmaster(pid))) return;
    process.kill(pid, signal);
    const end = Date.now() + milliseconds;
    while (Date.now() < end && (await isLivePostmaster(pid))) await pause(20);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
