import ssh2 from 'ssh2';
import { PermanentError, TransientError } from '../../src/platform/core/index.js';
import { freePort } from '../../src/platform/database/index.js';
import { connectSsh } from '../../src/platform/transport/index.js';
import { describeRemote } from '../support/remote-contract.js';
import { type SshServer, startSshd } from '../support/sshd.js';

describeRemote('ssh', { carriesControls: true }, async () => {
  const server = await startSshd();
  const send = (signal: 'SIGKILL' | 'SIGSTOP') => {
    for (const pid of server.sessions()) process.kill(pid, signal);
  };
  return {
    connect: (options) => connectSsh(server.target, options),
    cut: () => Promise.resolve(send('SIGKILL')),
    silence: () => Promise.resolve(send('SIGSTOP')),
    stop: () => server.stop(),
  };
});

describe('connecting over ssh', () => {
  let server: SshServer;

  beforeAll(async () => {
    server = await startSshd();
  });
  afterAll(() => server.stop());

  const failure = (changes: object, options = {}) =>
    connectSsh({ ...server.target, ...changes }, options).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('refuses a machine with another host key permanently, before it logs in', async () => {
    const error = await failure({ hostKey: ssh2.utils.generateKeyPairSync('ed25519').public });
    expect(error).toBeInstanceOf(PermanentError);
    expect((error as PermanentError).text.fr).toBe(
      '127.0.0.1 ne présente pas la clé d’hôte attendue : ce n’est pas la machine qui s’est annoncée',
    );
  });

  it('refuses a machine that has no host key of the pinned kind', async () => {
    const { public: hostKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    expect(await failure({ hostKey })).toBeInstanceOf(PermanentError);
  });

  it.each(['', 'ssh-ed25519', 'ssh-ed25519 AAAA', 'not a key'])(
    'refuses %p as a host key',
    async (hostKey) => {
      expect(String(await failure({ hostKey }))).toContain('is not an SSH key');
    },
  );

  it('reports when the machine refuses the key', async () => {
    const error = await failure({ privateKey: ssh2.utils.generateKeyPairSync('ed25519').private });
    expect(error).toBeInstanceOf(PermanentError);
    expect(String(error)).toContain("refuses Établi's key");
  });

  it('reports when the private key is unreadable', async () => {
    const error = await failure({ privateKey: 'no key' });
    expect(error).toBeInstanceOf(PermanentError);
    expect(String(error)).toContain('the SSH key of Établi is unreadable');
  });

  it('may be retried when the connection is refused', async () => {
    expect(await failure({ port: await freePort() })).toBeInstanceOf(TransientError);
  });

  it('may be retried after a time-out', async () => {
    const silent = (await import('node:net')).createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    expect(await failure({ port }, { timeoutMs: 200 })).toBeInstanceOf(TransientError);
    const controller = new AbortController();
    silent.once('connection', () => controller.abort(new Error('stop it')));
    expect(String(await failure({ port }, { signal: controller.signal }))).toBe('Error: stop it');
    silent.close();
  });
});
