import { createServer, type Server } from 'node:net';
import { PermanentError } from '../../src/platform/core/index.js';
import { Remotes, SilentMachineError } from '../../src/deployment/pipeline/remotes.js';

import { type SshServer, startSshd } from '../support/sshd.js';
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

  function reaching(port = server.target.port, lastLife: () => Date | undefined = () => undefined): Remotes {
    const { host: address, hostKey, privateKey } = server.target;
    return new Remotes({
      channel: (kind) => {
        asked += 1;
        return Promise.resolve({ kind, address, port, hostKey });
      },
      lastLife: () => Promise.resolve(lastLife()),
      systemHostKey: () => hostKey,
      privateKey,
      signal: stop.signal,
    });
  }

  beforeEach(() => {
    asked = 0;
    stop = new AbortController();
    remotes = reaching();
  });
  afterEach(() => remotes.close());

  it('are opened once, and handed out again while they are open', async () => {
    const first = await remotes.to('environment');
    expect(await remotes.to('environment')).toBe(first);
    expect(asked).toBe(1);
  });

  it('are opened anew when the machine has closed them', async () => {
    const first = await remotes.to('system');
    for (const pid of server.sessions()) process.kill(pid, 'SIGKILL');
    await until(() => first.isClosed);
    const second = await remotes.to('system');
    expect(second).not.toBe(first);
    expect((await second.run('echo here')).stdout).toBe('here\n');
  });

  describe('to a machine that takes connections and says nothing', () => {
    let mute: Server;
    let port: number;
    beforeEach(async () => {
      mute = createServer((socket) => socket.on('error', () => undefined));
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      port = (mute.address() as { port: number }).port;
    });
    afterEach(() => mute.close());

    it('are given up at the limit of the caller, one connection under way included', async () => {
      const silent = reaching(port, () => new Date());
      await expect(silent.to('environment', 300)).rejects.toThrow(SilentMachineError);
      expect(asked).toBe(1);
    });

    it('are not waited for once the step is stopped', async () => {
      const silent = reaching(port);
      const waiting = silent.to('environment');
      stop.abort(new Error('cancelled'));
      await expect(waiting).rejects.toThrow('cancelled');
    });
  });

  it('end on the machine what bears the name of the work', async () => {
    const name = `work-${process.pid}`;
    const remote = await remotes.to('environment');
    const running = remote.run('echo begun; sleep 60', { exclusive: name, onLine: () => begun() });
    let begun: () => void = () => undefined;
    await new Promise<void>((resolve) => (begun = resolve));
    await remotes.end(name);
    expect((await running).exitCode).toBe(143);
  });

  it('never are to a machine with another host key', async () => {
    const other = new Remotes({
      channel: (kind) =>
        Promise.resolve({
          kind,
          address: '127.0.0.1',
          port: server.target.port,
          hostKey: 'ssh-ed25519 AAAA',
        }),
      lastLife: () => Promise.resolve(undefined),
      systemHostKey: () => '',
      privateKey: server.target.privateKey,
      signal: stop.signal,
    });
    await expect(other.to('environment', 200)).rejects.toThrow(PermanentError);
  });
});
