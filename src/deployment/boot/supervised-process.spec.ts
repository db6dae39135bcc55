import { SupervisedProcess } from './supervised-process.js';

const running: SupervisedProcess[] = [];

/** A supervised shell script, and a promise of the n-th line that it writes. */
function supervise(script: string, options: { stopMs?: number } = {}) {
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const supervised = new SupervisedProcess({
    name: 'test',
    file: 'sh',
    args: ['-c', script],
    firstRestartMs: 1,
    longestRestartMs: 4,
    onLine: (line) => {
      lines.push(line);
      for (const wake of waiting.splice(0)) wake();
    },
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

  it('gives the lines of both streams', async () => {
    const { supervised, line } = supervise('echo out; echo err >&2; exec sleep 60');
    supervised.start();
    expect([await line(0), await line(1)].sort()).toEqual(['err', 'out']);
  });

  it('gives the process nothing of its own environment but where programs are', async () => {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = 'postgres://etabli:hunter2@127.0.0.1/etabli';
    const { supervised, line } = supervise(
      'cut -d = -f 1 -z /proc/self/environ | tr "\\0" " "; echo; exec sleep 60',
    );
    supervised.start();
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
    expect(
      (await line(0))
        .trim()
        .split(' ')
        .filter((name) => !['PWD', '_'].includes(name)),
    ).toEqual(['PATH']);
  });

  it('stops the process by its pid and does not start it again', async () => {
    const { supervised, line } = supervise('echo $$; exec sleep 60');
    supervised.start();
    const pid = Number(await line(0));
    expect(supervised.pid).toBe(pid);
    await supervised.stop();
    expect(isRunning(pid)).toBe(false);
    expect(supervised.pid).toBeUndefined();
  });

  it('kills a process that does not end when it is asked to', async () => {
    const script = "trap '' TERM; echo $$; while :; do sleep 0.05; done";
    const { supervised, line } = supervise(script, { stopMs: 50 });
    supervised.start();
    const pid = Number(await line(0));
    await supervised.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('can be stopped while it waits to start a process that is not there', async () => {
    const supervised = new SupervisedProcess({ name: 'test', file: '/nonexistent', args: [] });
    supervised.start();
    await supervised.stop();
    expect(supervised.pid).toBeUndefined();
  });
});
