import { randomUUID } from 'node:crypto';
import { ConnectionLostError, type Remote, type RunResult } from '../../src/platform/transport/index.js';
import { pywinrm } from '../support/pywinrm.js';
import { describeRemote, gone, isRunning } from '../support/remote-contract.js';
import { until } from '../support/until.js';
import { PASSWORD, WinrmMachine } from '../support/winrm-machine.js';
import { functionBackend } from '../support/winrs-host.js';

describeRemote('winrm', { carriesControls: false }, async () => {
  const machine = await WinrmMachine.start();
  return {
    connect: ({ keepaliveMs } = {}) =>
      machine.connect(
        keepaliveMs === undefined ? {} : { outputMs: keepaliveMs, workMs: keepaliveMs, graceMs: 1_000 },
      ),
    cut: () => Promise.resolve(machine.host.cut()),
    silence: () => Promise.resolve(machine.host.silence()),
    stop: () => machine.stop(),
  };
});

describe('a remote over winrm, as Windows', () => {
  let machine: WinrmMachine;
  let remote: Remote;

  beforeAll(async () => {
    machine = await WinrmMachine.start();
    remote = await machine.connect();
  });
  afterAll(async () => {
    await remote.close();
    await machine.stop();
  });

  /** A command that runs until it is ended, and can be found by its mark. */
  const endless = () => {
    const mark = randomUUID();
    return {
      command: `sh -c 'echo started; while :; do sleep 0.05; done' ${mark}`,
      lives: () => isRunning(mark),
      ended: () => gone(mark),
    };
  };

  /** Resolves once the command has said something, with its result still to come. */
  const begun = async (on: Remote, command: string, exclusive?: string) => {
    const said: { resolve?: () => void } = {};
    const line = new Promise<void>((resolve) => (said.resolve = resolve));
    const result: Promise<RunResult> = on.run(command, { exclusive, onLine: () => said.resolve?.() });
    await Promise.race([line, result]); // a command that fails before it says anything fails the test
    return { result };
  };

  it('gives for the same commands what pywinrm gives', async () => {
    const jobs: { command: string; input?: string }[] = [
      { command: 'echo out; echo err >&2; exit 3' },
      { command: 'windows_exit 3010' },
      { command: 'windows_exit 1641' },
      { command: 'windows_exit 3221225477' },
      { command: 'printf "héllo € 🖥\\r\\n"; printf "é" >&2' },
      { command: 'cat; echo >&2', input: 'ligne é\r\nsans fin' },
      { command: 'echo one; sleep 1.5; echo two >&2; sleep 1.5; echo three' },
      { command: 'yes "établi 0123456789" | head -n 50000' },
      { command: 'no-such-command-here' },
      { command: `printf %s 'a & b < c > "d" %PATH% ]]>'` },
      { command: 'true' },
    ];
    const { target, authority } = machine;
    const theirs = await pywinrm({
      endpoint: `https://127.0.0.1:${target.port}/wsman`,
      transport: 'ntlm',
      user: target.user,
      password: PASSWORD,
      authority: authority.file,
      operationTimeoutSeconds: 1,
      jobs,
    });
    const ours: RunResult[] = [];
    for (const { command, input } of jobs)
      ours.push(await remote.run(command, { input, maxOutputBytes: 2_000_000 }));
    expect(theirs.error).toBeUndefined();
    expect(ours).toEqual(theirs.results);
    expect(ours.map(({ exitCode }) => exitCode)).toEqual([3, 3010, 1641, 3221225477, 0, 0, 0, 0, 127, 0, 0]);
  });

  it.each([
    ['3010', 3010],
    ['1641', 1641],
    ['-2147023436', 0x800705b4],
    ['4294967295', 0xffffffff],
  ])('gives the exit code %s as Windows writes it in hexadecimal', async (code, expected) => {
    expect((await remote.run(`windows_exit ${code}`)).exitCode).toBe(expected);
  });

  it('waits for a command that is silent for many times as long as an operation may take', async () => {
    const patient = await machine.connect({ outputMs: 100 });
    const before = machine.host.seen.length;
    const { stdout } = await patient.run('echo one; sleep 1.5; echo two');
    expect(stdout).toBe('one\ntwo\n');
    const receives = machine.host.seen.slice(before).filter(({ action }) => action === 'Receive');
    expect(receives.length).toBeGreaterThan(10);
    await patient.close();
  });

  it('ends a command at once while it waits for its output', async () => {
    const { command, ended } = endless();
    const waiting = await machine.connect({ outputMs: 600_000 });
    const controller = new AbortController();
    const running = waiting.run(command, { signal: controller.signal, onLine: () => controller.abort() });
    await expect(running).rejects.toThrow();
    await ended();
    expect(machine.host.service.shells.size).toBe(0);
    await waiting.close();
  });

  it('logs in once for each request at a time, not for each command', async () => {
    const before = machine.host.logins.verdicts.length;
    const frugal = await machine.connect();
    for (let index = 0; index < 10; index += 1) await frugal.run('true');
    expect(machine.host.logins.verdicts.slice(before)).toEqual(['accepted', 'accepted']);
    await frugal.close();
  });

  it('logs in again when Windows has forgotten the login', async () => {
    const forgotten = await machine.connect();
    machine.host.logins.forget();
    expect((await forgotten.run('echo still here')).stdout).toBe('still here\n');
    await forgotten.close();
  });

  it('rejects a command that a restart cut, and reaches the machine afterwards', async () => {
    const { command, ended } = endless();
    const before = await machine.connect();
    const { result } = await begun(before, command);
    const meanwhile: unknown[] = [];
    await machine.host.reboot(async () => {
      await expect(result).rejects.toThrow(ConnectionLostError);
      await expect(result).rejects.toThrow('the connection to the machine is lost');
      meanwhile.push(await machine.failure());
    });
    expect(String(meanwhile[0])).toContain('no WinRM connection to 127.0.0.1');
    expect(before.isClosed).toBe(true);
    await ended();
    const after = await machine.connect();
    expect((await after.run('echo back')).stdout).toBe('back\n');
    await after.close();
    remote = await machine.connect();
  });

  it('rejects a command whose shell Windows has closed, as one that may have run', async () => {
    const { command, ended } = endless();
    const { result } = await begun(remote, command);
    machine.host.service.endAll();
    await expect(result).rejects.toThrow(ConnectionLostError);
    await expect(result).rejects.toThrow(/no longer has this command's WinRM shell.*2150858843/);
    await ended();
    expect((await remote.run('echo next')).stdout).toBe('next\n');
  });

  it('leaves the shells of other commands alone when it ends those of a name', async () => {
    const kept = endless();
    const ended = endless();
    const other = await machine.connect();
    const { result: keeps } = await begun(other, kept.command, 'step-1');
    const { result: ends } = await begun(other, ended.command, 'step-2');
    expect((await remote.run('echo mine', { exclusive: 'step-2' })).stdout).toBe('mine\n');
    await expect(ends).rejects.toThrow(ConnectionLostError);
    await ended.ended();
    expect(kept.lives()).toBe(true);
    await other.close();
    await keeps.catch(() => undefined);
    machine.host.service.endAll();
  });

  it('takes fifty machines at once', async () => {
    const machines = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        WinrmMachine.start({
          backend: functionBackend(async (command, _stdin, io) => {
            await io.stdout(`${command} by PC${index}`);
            return 3000 + index;
          }),
        }),
      ),
    );
    const results = await Promise.all(
      machines.map(async (each) => {
        const connected = await each.connect({ timeoutMs: 60_000 });
        const result = await connected.run('done');
        await connected.close();
        return result;
      }),
    );
    expect(results.map(({ stdout, exitCode }) => `${stdout}: ${exitCode}`)).toEqual(
      machines.map((_, index) => `done by PC${index}: ${3000 + index}`),
    );
    expect(machines.map(({ host }) => host.service.shells.size)).toEqual(machines.map(() => 0));
    await Promise.all(machines.map((each) => each.stop()));
  });

  it('keeps no connection open once it is closed', async () => {
    const brief = await machine.connect();
    await brief.run('true');
    await remote.close();
    await brief.close();
    await until(() => machine.host.connections === 0);
    remote = await machine.connect();
  });
});

describe('a Windows that lists its shells without their names', () => {
  it('has what an earlier connection left ended, and what this one runs kept', async () => {
    const machine = await WinrmMachine.start({ namesShells: false });
    const [before, remote] = [await machine.connect(), await machine.connect()];
    const said = (on: Remote) =>
      new Promise<void>((resolve) => {
        on.run('echo started; sleep 30', { onLine: () => resolve() }).catch(() => undefined);
      });
    await said(before);
    await before.close();
    await said(remote);
    const [left, kept] = [...machine.host.service.shells.keys()];
    await remote.run('true', { exclusive: 'step-1' });
    expect([...machine.host.service.shells.keys()]).toEqual([kept]);
    expect(left).not.toBe(kept);
    await remote.close();
    await machine.stop();
  });
});
