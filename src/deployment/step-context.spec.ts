import type { Remote, RunOptions } from '../transport/index.js';
import { StepContext, type ContextParts } from './step-context.js';

let stored: string[];

function context(): StepContext {
  const steps = {
    log: (_claim: unknown, lines: readonly string[]) => {
      stored.push(...lines);
      return Promise.resolve();
    },
  };
  return new StepContext({ steps, signal: new AbortController().signal } as unknown as ContextParts);
}

/** A PC that repeats on its error stream what it was told. */
function echoing(...lines: string[]): Remote {
  const run = (_command: string, options?: RunOptions) => {
    lines.forEach((line) => options?.onLine?.(line, 'stderr'));
    return Promise.resolve({ exitCode: 1, stdout: '', stderr: lines.join('\n') });
  };
  return { run } as unknown as Remote;
}

beforeEach(() => {
  stored = [];
});

describe('what a script says', () => {
  it('tells no secret of the step, neither in the log nor in the cause of its failure', async () => {
    const step = context();
    step.conceal(['correct horse', 'username=anna\npassword=battery staple\n']);
    const remote = echoing(
      'chpasswd: anna:correct horse',
      'mount: pass=battery staple',
      'password=battery staple',
    );
    await expect(step.script(remote, 'steps/seal.sh', {})).rejects.toMatchObject({
      text: {
        fr: 'le script a fini avec le code 1 : chpasswd: anna:[secret] / mount: pass=[secret] / [secret]',
        en: 'the script ended with status 1: chpasswd: anna:[secret] / mount: pass=[secret] / [secret]',
      },
    });
    await step.flushLog();
    expect(stored).toEqual(['chpasswd: anna:[secret]', 'mount: pass=[secret]', '[secret]']);
  });

  it('is kept up to 20,000 lines', async () => {
    const step = context();
    const flood = Array.from({ length: 20_010 }, (_, n) => `line ${n}`);
    await expect(step.script(echoing(...flood), 'steps/seal.sh', {})).rejects.toThrow('line 20009');
    await step.flushLog();
    expect(stored).toHaveLength(20_001);
    expect(stored.at(-1)).toBe('[… only 20000 lines are kept]');
  });
});
