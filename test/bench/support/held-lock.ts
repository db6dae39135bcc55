import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the lock on the file and runs the work under it. The kernel takes the lock back when this process
 * dies, however it dies. flock(1).
 */
export async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(holder, 'exit');
  try {
    const [said] = (await Promise.race([once(holder.stdout, 'data'), gone])) as [unknown];
    if (String(said) !== 'held\n') throw new Error(`flock ended with status ${String(said)}`);
    return await work();
  } finally {
    holder.stdin.end();
    await gone;
  }
}
