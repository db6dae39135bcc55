import { jest } from '@jest/globals';
import { TransientError } from '../../../platform/core/index.js';
import { MachineUnreachableError } from '../remotes.js';
import type { StepContext } from '../step-context.js';
import { restartWindows } from './restart-windows.js';

const lost = () => new TransientError({ fr: 'perdue', en: 'lost' });

/** A PC whose Windows has been up for an hour; what it does at `shutdown` is the test's. */
function pc(answers: { shutdown?: () => Promise<{ exitCode: number; stderr: string }> | undefined }) {
  const story: string[] = [];
  const stop = new AbortController();
  const it = { bootedAt: Date.now() - 3_600_000, clock: 0, away: 0, stop, story };
  const run = (command: string) => {
    story.push(command);
    return answers.shutdown?.() ?? Promise.resolve({ exitCode: 0, stderr: '' });
  };
  const context = {
    signal: stop.signal,
    confirmMine: () => Promise.resolve(void story.push('confirmed')),
    closeRemotes: () => Promise.resolve(void story.push('closed')),
    log: (text: string) => void story.push(`log: ${text}`),
    pause: (ms: number) => {
      stop.signal.throwIfAborted();
      jest.advanceTimersByTime(ms);
      return Promise.resolve();
    },
    system: () => {
      if (it.away > 0) {
        it.away -= 1;
        return Promise.reject(new MachineUnreachableError(lost()));
      }
      return Promise.resolve({ run });
    },
    powershell: () => {
      story.push('measured');
      return Promise.resolve({
        bootTime: new Date(it.bootedAt + it.clock).toISOString(),
        uptimeSeconds: (Date.now() - it.bootedAt) / 1000,
      });
    },
  };
  return { it, context: context as unknown as StepContext };
}

/** It goes down, and is up again after as many tries. */
function restarting(tries: number) {
  const made = pc({
    shutdown: () => {
      made.it.away = tries;
      made.it.bootedAt = Date.now() + 1_000;
      return undefined;
    },
  });
  return made;
}

describe('a restart of Windows', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 4, 4, 8) });
  });
  afterEach(() => jest.useRealTimers());

  it('ends once Windows answers from another start', async () => {
    const { it: windows, context } = restarting(2);
    expect(await restartWindows(context)).toEqual({
      before: '2026-05-04T07:00:00.000Z',
      after: '2026-05-04T08:00:01.000Z',
      seconds: 9,
    });
    expect(windows.story).toEqual([
      ...['measured', 'confirmed', 'shutdown.exe /r /f /t 3 /d p:4:1', 'closed'],
      ...['closed', 'closed', 'measured'],
    ]);
  });

  it('goes on where the answer to the order was lost with the connection', async () => {
    const made = pc({
      shutdown: () => {
        made.it.bootedAt = Date.now() + 1_000;
        return Promise.reject(lost());
      },
    });
    expect((await restartWindows(made.context)).after).toBe('2026-05-04T08:00:01.000Z');
    expect(made.it.story).toContain('log: lost');
  });

  it.each([1115, 1190])('goes on where a restart is under way already (%s)', async (exitCode) => {
    const made = pc({
      shutdown: () => {
        made.it.bootedAt = Date.now() + 1_000;
        return Promise.resolve({ exitCode, stderr: '' });
      },
    });
    await restartWindows(made.context);
  });

  it('fails where Windows refuses to restart', async () => {
    const { context } = pc({ shutdown: () => Promise.resolve({ exitCode: 5, stderr: 'Access denied' }) });
    await expect(restartWindows(context)).rejects.toMatchObject({
      text: { en: 'Windows refuses to restart: shutdown.exe ends with status 5 Access denied' },
    });
  });

  it('is not taken for done by a clock that was set meanwhile', async () => {
    const made = pc({
      shutdown: () => {
        made.it.clock = 86_400_000;
        return undefined;
      },
    });
    await expect(restartWindows(made.context, 60_000)).rejects.toMatchObject({
      text: { en: 'Windows answers, but has not restarted: a program keeps it from that' },
    });
  });

  it('fails where Windows does not come back in time', async () => {
    const { context } = restarting(10_000);
    await expect(restartWindows(context, 120_000)).rejects.toMatchObject({
      text: { en: 'Windows has not answered within 2 min after its restart' },
    });
  });

  it('stops with its step', async () => {
    const { it: windows, context } = restarting(10_000);
    windows.stop.abort(new Error('cancelled'));
    await expect(restartWindows(context)).rejects.toThrow('cancelled');
  });
});
