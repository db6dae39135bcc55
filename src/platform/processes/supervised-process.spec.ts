import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Backoff } from './backoff.js';
import { SupervisedProcess } from './supervised-process.js';

const running: SupervisedProcess[] = [];

/** A supervised shell script, and a promise of the n-th line that it writes. */
function supervise(
  script: string,
  options: { stopMs?: number; onLoop?: (status: number | string) => void } = {},
) {
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const supervised = new SupervisedProcess({
    name: 'test',
    launch: () => {
      const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        for (const wake of waiting.splice(0)) wake();
      });
      return child;
    },
    backoff: new Backoff(1, 4),
    ...options,
  });
  running.push(supervised);
  const line = async (n: number): Promise<string> => {
    while (lines[n] === undefined) await new Promise<void>((wake) => waiting.push(wake));
    return lines[n];
  };
  return { supervised, line };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('SupervisedProcess', () => {
  afterEach(async () => {
    for (const supervised of running.splice(0)) await supervised.stop();
  });

  it('starts the process again when it ends, as a new process', async () => {
    const { supervised, line } = supervise('echo $$; exit 3');
    supervised.start();
    expect(await line(1)).not.toBe(await line(0));
  });

  it('says with its last exit status that the process keeps ending', async () => {
    const status = await new Promise<number | string>((onLoop) =>
      supervise('exit 3', { onLoop }).supervised.start(),
    );
    expect(status).toBe(3);
  });

  it('stops the process by its pid and does not start it again', async () => {
    const { supervised, line } = supervise('echo $$; exec sleep 60');
    supervised.start();
    const pid = Number(await line(0));
    expect(supervised.child?.pid).toBe(pid);
    await supervised.stop();
    expect(isRunning(pid)).toBe(false);
    expect(supervised.child?.pid).toBeUndefined();
  });

  it('kills a process that does not end after SIGTERM', async () => {
    const script = "trap '' TERM; echo $$; while :; do sleep 0.05; done";
    const { supervised, line } = supervise(script, { stopMs: 50 });
    supervised.start();
    const pid = Number(await line(0));
    await supervised.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('can be stopped while it waits to start a process that is not there', async () => {
    const supervised = new SupervisedProcess({ name: 'test', launch: () => spawn('/nonexistent') });
    supervised.start();
    await supervised.stop();
    expect(supervised.child?.pid).toBeUndefined();
  });
});
