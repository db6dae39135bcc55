import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runAgent } from '../../src/deployment/pipeline/agent.js';
import { targetOf } from '../../src/deployment/pipeline/remote-target.js';
import { Remotes } from '../../src/deployment/pipeline/remotes.js';
import type { Remote, RunOptions } from '../../src/platform/transport/index.js';
import { loginsOf, type SshServer, startSshd } from '../support/sshd.js';
import { until } from '../support/until.js';

const PACKAGE = join(import.meta.dirname, '..', '..', 'environment', 'agent', 'etabli_agent');

/** count {to, gate}: one line a number; before every second one it waits until the gate's file names that number. */
const COUNT = `
import os, time

def run(parameters, report):
    for number in range(parameters["to"]):
        while int(open(parameters["gate"]).read() or 0) < number:
            time.sleep(0.02)
        report.log(f"line {number}")
    return {"pid": os.getpid()}
`;

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('work of the agent over connections that are cut in mid-output', () => {
  let server: SshServer;
  let folder: string;
  let gate: string;
  let mark: string;
  let stop: AbortController;
  let remotes: Remotes;
  let heard: string[];

  beforeAll(async () => {
    server = await startSshd();
  });
  afterAll(() => server.stop());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'etabli-job-'));
    mark = basename(folder).toLowerCase();
    gate = join(folder, 'gate');
    opened(0);
    cpSync(PACKAGE, join(folder, 'etabli_agent'), { recursive: true });
    const session = join(folder, 'etabli_agent', 'session.py');
    writeFileSync(session, readFileSync(session, 'utf8').replace('"/run/etabli"', `"${folder}/run"`));
    writeFileSync(join(folder, 'etabli_agent', 'commands', 'count.py'), COUNT);
    stop = new AbortController();
    heard = [];
    remotes = connections();
  });
  afterEach(async () => {
    await (await remotes.to('environment')).run('true', { exclusive: mark });
    await remotes.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The command goes on up to this number. */
  const opened = (number: number) => writeFileSync(gate, String(number));

  function connections(): Remotes {
    const { host: address, port, hostKey, privateKey } = server.target;
    return new Remotes({
      channel: (kind) => Promise.resolve({ kind, protocol: 'ssh', address, port, pin: hostKey }),
      lastLife: () => Promise.resolve(undefined),
      target: (channel) => targetOf(channel, loginsOf(privateKey)),
      signal: stop.signal,
      takeKept: () => undefined,
    });
  }

  /** The agent of this test: its own jobs, and its own name for the work that may run once only. */
  function agentOf(remote: Remote): Remote {
    const command = `PYTHONPATH=${folder} PYTHONDONTWRITEBYTECODE=1 python3 -m etabli_agent job`;
    const run = (_: string, options: RunOptions = {}) =>
      remote.run(command, {
        ...options,
        input: (options.input as string).replace('"exclusive":"etabli-step"', `"exclusive":"${mark}"`),
      });
    return new Proxy(remote, {
      get: (it, name) => (name === 'run' ? run : (Reflect.get(it, name) as unknown)),
    });
  }

  function count(owner = 'step', over = remotes, to = 4): Promise<{ pid: number }> {
    return runAgent(
      async () => agentOf(await over.to('environment')),
      { owner, command: 'count', parameters: { to, gate } },
      { signal: stop.signal, progress: () => undefined, log: (text) => heard.push(text) },
    );
  }

  const cut = () => {
    for (const pid of server.sessions()) process.kill(pid, 'SIGKILL');
  };
  const said = (line: string) =>
    until(
      () => heard.includes(line),
      () => `${line} was never heard: ${heard.join(', ')}`,
    );

  it('continues by itself, and its output is read from the last line', async () => {
    const work = count();
    for (const number of [0, 1, 2]) {
      await said(`line ${number}`);
      cut();
      opened(number + 1);
    }
    await work;
    expect(heard).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
  });

  it('is found by another worker, which reads its output from the beginning', async () => {
    const first = count();
    await said('line 0');
    stop.abort(new Error('this worker stops'));
    await expect(first).rejects.toThrow('this worker stops');
    await remotes.close();
    [stop, heard] = [new AbortController(), []];
    remotes = connections();
    const second = count();
    await said('line 0');
    opened(3);
    await second;
    expect(heard).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
    const again = await count(); // its result stands until other work begins
    expect(again).toEqual(await second);
  });

  it('is stopped before newer work starts', async () => {
    opened(9);
    const { pid } = await count('finished', remotes, 1);
    expect(isAlive(pid)).toBe(false);
    opened(0);
    heard = [];
    const older = count('older').catch((error: unknown) => String(error));
    await said('line 0');
    await count('newer', remotes, 1);
    expect(await older).toContain('status 137 and no result');
  });

  it('ends when its deployment is cancelled, over a new connection if necessary', async () => {
    const work = count();
    await said('line 0');
    cut();
    stop.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
    await remotes.end(mark).catch(() => undefined);
    opened(9);
    stop = new AbortController();
    remotes = connections();
    heard = [];
    await count(); // begun again: nothing was left to be found
    expect(heard[0]).toBe('line 0');
  });
});
