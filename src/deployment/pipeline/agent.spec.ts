import { OperatorError, PermanentError, TransientError, type Progress } from '../../platform/core/index.js';
import type { Remote, RunOptions } from '../../platform/transport/index.js';
import { runAgent } from './agent.js';

const REMEDY = { fr: 'branchez-le', en: 'plug it in' };

/** An agent that prints these lines and ends with that status. */
function agent(lines: string[], exitCode = 0, stderr = '', fleeting: object = {}) {
  const asked: { command?: string; options?: RunOptions } = {};
  const remote = {
    run: (command: string, options: RunOptions = {}) => {
      Object.assign(asked, { command, options });
      lines.forEach((line) => options.onLine?.(line, 'stdout'));
      return Promise.resolve({ exitCode, stdout: lines.join('\n'), stderr });
    },
  } as unknown as Remote;
  const heard = { progress: [] as Progress[], log: [] as string[] };
  const listener = {
    signal: new AbortController().signal,
    progress: (progress: Progress) => void heard.progress.push(progress),
    log: (text: string) => void heard.log.push(text),
  };
  const order = { owner: 'step-1', command: 'partition', parameters: { disk: { serial: 'A' } } };
  const run = () => runAgent(() => Promise.resolve(remote), { ...order, fleeting }, listener);
  return { asked, heard, run };
}

describe('the agent', () => {
  it('is given its parameters on standard input, and no second run beside it', async () => {
    const one = agent(['{"result":{"ok":true}}']);
    expect(await one.run()).toEqual({ ok: true });
    expect(one.asked.command).toBe('etabli-agent job');
    expect(JSON.parse(one.asked.options?.input as string)).toEqual({
      name: 'partition-step-1-0421246457da10aa',
      command: 'partition',
      exclusive: 'etabli-step',
      parameters: { disk: { serial: 'A' } },
      from: 0,
    });
  });

  it('is named alike whatever its fleeting parameters are', async () => {
    const [one, two] = [{ ticket: 'x' }, { ticket: 'y' }].map((fleeting) =>
      agent(['{"result":{}}'], 0, '', fleeting),
    ) as [ReturnType<typeof agent>, ReturnType<typeof agent>];
    await Promise.all([one.run(), two.run()]);
    const [first, second] = [one, two].map(
      ({ asked }) => JSON.parse(asked.options?.input as string) as { name: string; parameters: object },
    );
    expect(first?.name).toBe(second?.name);
    expect(first?.parameters).toEqual({ disk: { serial: 'A' }, ticket: 'x' });
  });

  it('tells progress and log, and whatever else it prints is log', async () => {
    const one = agent([
      '{"progress":{"done":1,"total":9,"unit":"bytes"}}',
      '{"log":"formatting"}',
      'mke2fs 1.47',
      '{"progress":{"done":"many"}}',
      '{"result":',
      '{"result":null}',
    ]);
    expect(await one.run()).toBeNull();
    expect(one.heard.progress).toEqual([{ done: 1, total: 9, unit: 'bytes' }]);
    expect(one.heard.log).toEqual([
      'formatting',
      'mke2fs 1.47',
      '{"progress":{"done":"many"}}',
      '{"result":',
    ]);
  });

  it.each([
    ['transient', undefined, TransientError],
    ['permanent', REMEDY, PermanentError],
    ['operator', REMEDY, OperatorError],
    ['operator', null, PermanentError], // nothing that a person could do is known
  ] as const)('throws its %s error with its remedy %j', async (kind, remedy, expected) => {
    const error = { kind, fr: 'disque absent', en: 'no disk', remedy };
    const failure: unknown = await agent([JSON.stringify({ error })], 1)
      .run()
      .catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(expected);
    expect(failure).toMatchObject({ text: { fr: 'disque absent', en: 'no disk' } });
    if (remedy) expect(failure).toMatchObject({ remedy: REMEDY });
  });

  it('that says both a result and an error has failed', async () => {
    const error = { kind: 'permanent', fr: 'x', en: 'torn', remedy: null };
    await expect(agent(['{"result":{}}', JSON.stringify({ error })]).run()).rejects.toThrow('torn');
  });

  it.each([
    ['without a result', [], 0],
    ['with a status, whatever it said before', ['{"result":{}}'], 137],
  ])('that ends %s may be repeated', async (_, lines, status) => {
    const failure = agent(lines, status, 'a\nb\nc\nKilled').run();
    await expect(failure).rejects.toThrow(TransientError);
    await expect(failure).rejects.toThrow(`status ${status} and no result: b / c / Killed`);
  });
});
