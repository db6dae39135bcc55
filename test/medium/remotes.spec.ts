import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { jest } from '@jest/globals';
import { PermanentError } from '../../src/platform/core/index.js';
import type { OpenRemote } from '../../src/deployment/pipeline/kept-remotes.js';
import { Remotes, MachineUnreachableError } from '../../src/deployment/pipeline/remotes.js';
import { type RemoteTarget, targetOf } from '../../src/deployment/pipeline/remote-target.js';
import type { Remote } from '../../src/platform/transport/index.js';
import { loginsOf, type SshServer, startSshd } from '../support/sshd.js';
import { until } from '../support/until.js';

describe('the channels of a step', () => {
  let server: SshServer;
  let stop: AbortController;
  let remotes: Remotes;
  let asked: number;

  beforeAll(async () => {
    server = await startSshd();
  });
  afterAll(() => server.stop());

  function reaching(
    port = server.target.port,
    lastLife: () => Date | undefined = () => undefined,
    takeKept: (target: RemoteTarget) => Remote | undefined = () => undefined,
  ): Remotes {
    const { host: address, hostKey, privateKey } = server.target;
    return new Remotes({
      channel: (kind) => {
        asked += 1;
        return Promise.resolve({ kind, protocol: 'ssh', address, port, pin: hostKey });
      },
      lastLife: () => Promise.resolve(lastLife()),
      target: (channel) => targetOf(channel, loginsOf(privateKey, hostKey)),
      signal: stop.signal,
      takeKept,
    });
  }

  /** The channels of a step after another that has left one. */
  const after = (takeKept: (target: RemoteTarget) => Remote | undefined) =>
    reaching(undefined, undefined, takeKept);

  beforeEach(() => {
    asked = 0;
    stop = new AbortController();
    remotes = reaching();
  });
  afterEach(() => remotes.close());

  it('are opened once, and reused while they are open', async () => {
    const first = await remotes.to('environment');
    expect(await remotes.to('environment')).toBe(first);
    expect(asked).toBe(1);
  });

  it('are opened again when the machine has closed them', async () => {
    const first = await remotes.to('system');
    for (const pid of server.sessions()) process.kill(pid, 'SIGKILL');
    await until(() => first.isClosed);
    const second = await remotes.to('system');
    expect(second).not.toBe(first);
    expect((await second.run('echo here')).stdout).toBe('here\n');
  });

  describe('that the previous step has kept', () => {
    let left: OpenRemote;
    beforeEach(async () => {
      await remotes.to('system');
      left = remotes.release('system')!;
    });
    afterEach(() => left.remote.close());

    it('stay open for the next step, which does not log in again', async () => {
      await remotes.close();
      expect(left.remote.isClosed).toBe(false);
      const sessions = server.sessions();
      const next = after(() => left.remote);
      expect(await next.to('system')).toBe(left.remote);
      expect(server.sessions()).toEqual(sessions);
      await next.close();
      expect(left.remote.isClosed).toBe(true);
    });

    it('are looked up by the address, the login and the host key of the machine', async () => {
      const takeKept = jest.fn((_target: RemoteTarget) => left.remote);
      await after(takeKept).to('system');
      expect(takeKept.mock.calls).toEqual([[{ protocol: 'ssh', ...server.target, user: 'root' }]]);
    });

    it('are opened again when they no longer answer', async () => {
      jest.spyOn(left.remote, 'reachable').mockResolvedValue(false);
      const next = after(() => left.remote);
      const opened = await next.to('system');
      expect(left.remote.isClosed).toBe(true);
      expect((await opened.run('echo here')).stdout).toBe('here\n');
      await next.close();
    });

    it('close with a step that is stopped while it checks whether they answer', async () => {
      const next = after(() => left.remote);
      jest.spyOn(left.remote, 'reachable').mockImplementation(async () => {
        stop.abort(new Error('stopped'));
        await next.close();
        return false;
      });
      await expect(next.to('system')).rejects.toThrow('stopped');
      expect(left.remote.isClosed).toBe(true);
    });
  });

  describe('to a machine that accepts connections and sends nothing', () => {
    let mute: Server;
    let port: number;
    beforeEach(async () => {
      mute = createServer((socket) => socket.on('error', () => undefined));
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      port = (mute.address() as { port: number }).port;
    });
    afterEach(() => mute.close());

    it('are given up at the time limit of the caller, even while connecting', async () => {
      const silent = reaching(port, () => new Date());
      await expect(silent.to('environment', 300)).rejects.toThrow(MachineUnreachableError);
      expect(asked).toBe(1);
    });

    it('are given up when the step is stopped', async () => {
      const silent = reaching(port);
      const waiting = silent.to('environment');
      stop.abort(new Error('cancelled'));
      await expect(waiting).rejects.toThrow('cancelled');
    });
  });

  it('stop the processes on the machine that have the name of the work', async () => {
    const name = `work-${process.pid}`;
    const remote = await remotes.to('environment');
    const running = remote.run('echo begun; sleep 60', { exclusive: name, onLine: () => begun() });
    let begun: () => void = () => undefined;
    await new Promise<void>((resolve) => (begun = resolve));
    await remotes.end(name);
    expect((await running).exitCode).toBe(143);
  });

  it('are opened again to where the step was, to end what it has left there', async () => {
    const name = `left-${process.pid}`;
    const remote = await remotes.to('system');
    let begun: () => void = () => undefined;
    const began = new Promise<void>((resolve) => (begun = resolve));
    // It goes on without its connection, as work on a machine may.
    const marker = `etabli-left-${process.pid}`;
    void remote
      .run(`setsid sh -c 'sleep 60; : ${marker}' & echo begun; wait`, {
        exclusive: name,
        onLine: () => begun(),
      })
      .catch(() => undefined);
    await began;
    await remote.close();
    await remotes.end(name);
    expect(execFileSync('sh', ['-c', `pgrep -f '[s]leep 60; : ${marker}' || true`]).toString()).toBe('');
  });

  it('are never opened to a machine with another host key', async () => {
    const other = new Remotes({
      channel: (kind) =>
        Promise.resolve({
          kind,
          protocol: 'ssh',
          address: '127.0.0.1',
          port: server.target.port,
          pin: 'ssh-ed25519 AAAA',
        }),
      lastLife: () => Promise.resolve(undefined),
      target: (channel) => targetOf(channel, loginsOf(server.target.privateKey)),
      signal: stop.signal,
      takeKept: () => undefined,
    });
    await expect(other.to('environment', 200)).rejects.toThrow(PermanentError);
  });
});
