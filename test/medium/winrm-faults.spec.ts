import { createHash, X509Certificate } from 'node:crypto';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { PermanentError, TransientError } from '../../src/platform/core/index.js';
import { freePort } from '../../src/platform/database/index.js';
import {
  ConnectionLostError,
  RefusedLoginError,
  type Remote,
  UnreadableAnswerError,
  WsmanBusyError,
  WsmanRefusedError,
} from '../../src/platform/transport/index.js';
import { TlsAuthority } from '../support/tls-authority.js';
import { until } from '../support/until.js';
import { PASSWORD, WinrmMachine } from '../support/winrm-machine.js';
import { FAULTS, type InjectedFault, type WinrsAction, WsmanFault } from '../support/winrs-host.js';

const sha256 = (pem: string) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');

/** One host for all of them: each test must leave it as it was. */
describe('a fault of WinRM', () => {
  let machine: WinrmMachine;
  let remote: Remote;

  beforeAll(async () => {
    machine = await WinrmMachine.start();
  });
  beforeEach(async () => {
    remote = await machine.connect({ outputMs: 500, workMs: 500, graceMs: 500 });
  });
  afterEach(async () => {
    await remote.close();
    machine.host.cut();
  });
  afterAll(() => machine.stop());

  /** Runs a command while these happen, and gives its error. */
  const failing = async (action: WinrsAction, ...faults: InjectedFault[]): Promise<unknown> => {
    machine.host.inject(action, ...faults);
    return remote.run(action === 'Send' ? 'cat' : 'echo out', { input: 'in' }).then(
      (result) => result,
      (error: unknown) => error,
    );
  };

  const listening = async (server: Server): Promise<number> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };

  describe('while connecting', () => {
    it('may pass when the connection is refused', async () => {
      const error = await machine.failure({ port: await freePort() });
      expect(error).toBeInstanceOf(TransientError);
      expect(String(error)).toMatch(/no WinRM connection to 127.0.0.1:\d+: connect ECONNREFUSED/);
    });

    it('may pass when the connection is reset', async () => {
      const server = createServer((socket) => socket.resetAndDestroy());
      const error = await machine.failure({ port: await listening(server) });
      server.close();
      expect(error).toBeInstanceOf(TransientError);
    });

    it('may pass when nothing answers in time, and ends at once when aborted', async () => {
      const server = createServer();
      const port = await listening(server);
      const error = await machine.failure({ port }, { timeoutMs: 200 });
      expect(error).toBeInstanceOf(TransientError);
      expect((error as TransientError).text).toEqual({
        fr: `pas de connexion WinRM avec 127.0.0.1:${port} après 0.2 s`,
        en: `no WinRM connection to 127.0.0.1:${port} after 0.2 s`,
      });
      const controller = new AbortController();
      server.once('connection', () => controller.abort(new Error('stop it')));
      expect(String(await machine.failure({ port }, { signal: controller.signal }))).toBe('Error: stop it');
      server.close();
    });

    it('is permanent when the certificate is of another host', async () => {
      const error = await machine.failure({ serverName: 'pc02.example' });
      expect(error).toBeInstanceOf(PermanentError);
      expect((error as PermanentError).text.en).toBe(
        '127.0.0.1 is not the expected machine: its certificate is for “DNS:pc01.example, IP Address:127.0.0.1”, “pc02.example” is expected',
      );
      expect(machine.host.seen.at(-1)?.action).toBe('Identify'); // of beforeEach: nothing was sent to the stranger
    });

    it('is permanent when the certificate is one that the machine had before: nothing is sent to its holder', async () => {
      const now = machine.authority.issue('DNS:pc01.example', 'IP:127.0.0.1');
      const certificate = sha256(now.certificatePem);
      const logins = machine.host.seen.length;
      const error = await machine.failure({ certificate });
      expect(error).toBeInstanceOf(PermanentError);
      expect((error as PermanentError).text.en).toMatch(
        /^127\.0\.0\.1 is not the expected machine: its certificate \(SHA-256 [0-9A-F:]{95}\) is not the one that this PC got last$/,
      );
      expect(machine.host.seen).toHaveLength(logins);
      machine.host.present(now.certificatePem, now.keyPem);
      const pinned = await machine.connect({}, { certificate });
      expect(await pinned.reachable(5_000)).toBe(true);
      await pinned.close();
    });

    it('takes an address for the name', async () => {
      const other = await machine.connect({}, { serverName: '127.0.0.1' });
      expect(await other.reachable(5_000)).toBe(true);
      await other.close();
    });

    it('is permanent when the certificate is of another authority, even one that Node trusts', async () => {
      const stranger = new TlsAuthority();
      const error = await machine.failure({ certificateAuthority: stranger.certificatePem });
      stranger.remove();
      expect(error).toBeInstanceOf(PermanentError);
      expect((error as PermanentError).text.en).toContain(
        "is issued by “Test authority”, Établi's authority is expected",
      );
    });

    it('is permanent when the certificate has expired', async () => {
      const { certificatePem, keyPem } = machine.authority.issueExpired('DNS:pc01.example');
      machine.host.present(certificatePem, keyPem);
      const error = await machine.failure();
      const fresh = machine.authority.issue('DNS:pc01.example', 'IP:127.0.0.1');
      machine.host.present(fresh.certificatePem, fresh.keyPem);
      expect(error).toBeInstanceOf(PermanentError);
      expect(String(error)).toContain(
        'its certificate is valid from Jan  1 00:00:00 2024 GMT to Feb  1 00:00:00 2024 GMT, and it is ',
      );
    });

    it('is permanent when the port does not speak TLS', async () => {
      const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      const error = await machine.failure({ port: await listening(server) });
      server.close();
      expect(error).toBeInstanceOf(PermanentError);
      expect(String(error)).toContain('does not speak TLS');
    });

    it.each([{ password: 'wrong' }, { password: '' }, { user: 'Nobody' }, { user: 'PC01\\Nobody' }])(
      'is a refused login with %p',
      async (changes) => {
        const error = await machine.failure(changes);
        expect(error).toBeInstanceOf(RefusedLoginError);
        const user = changes.user?.split('\\').pop() ?? 'Etabli';
        expect((error as RefusedLoginError).text).toEqual({
          fr: `127.0.0.1 refuse le mot de passe de ${user}`,
          en: `127.0.0.1 refuses the password of ${user}`,
        });
      },
    );

    it('is a refused login when another machine passes the login on', async () => {
      const { certificatePem } = machine.authority.issue('DNS:pc01.example');
      const before = machine.host.logins.verdicts.length;
      machine.host.logins.bindsTo = certificatePem; // the client sees the certificate of the one between
      const error = await machine.failure();
      machine.host.logins.bindsTo = undefined;
      expect(error).toBeInstanceOf(RefusedLoginError);
      expect(machine.host.logins.verdicts.slice(before)).toEqual(['binding']);
    });

    it('is none with a domain before the name', async () => {
      const other = await machine.connect({}, { user: 'PC01\\Etabli' });
      expect(await other.reachable(5_000)).toBe(true);
      await other.close();
    });

    describe('to something else than WinRM', () => {
      const answering = async (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
        const { certificatePem, keyPem } = machine.authority.issue('DNS:pc01.example');
        const server = createHttps({ cert: certificatePem, key: keyPem }, handler);
        const port = await listening(server);
        const error = await machine.failure({ port }, { timeoutMs: 5_000 });
        server.closeAllConnections();
        server.close();
        return error;
      };

      it('names the ways to log in that are offered', async () => {
        const error = await answering((_, response) => {
          response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="WSMAN"', 'Kerberos'] }).end();
        });
        expect(error).toBeInstanceOf(PermanentError);
        expect(String(error)).toContain('does not permit a login by NTLM (offered: Basic, Kerberos)');
      });

      it.each([
        '',
        'TlRMTVNTUAA=',
        'TlRMTVNTUAACAAAA////////////////////////////////////////////////////////////',
        '%%%',
      ])('refuses the challenge %p', async (token) => {
        const error = await answering((_, response) => {
          response.writeHead(401, { 'WWW-Authenticate': `Negotiate ${token}` }).end();
        });
        expect(error).toBeInstanceOf(PermanentError);
        expect(String(error)).toContain('does not permit a login by NTLM');
      });

      it.each([
        [404, PermanentError],
        [403, PermanentError],
        [503, TransientError],
        [200, PermanentError],
      ])('says that it answered with HTTP status %d', async (status, kind) => {
        const error = await answering((_, response) => response.writeHead(status).end('<html>'));
        expect(error).toBeInstanceOf(kind);
        expect(String(error)).toContain(`answers WinRM with HTTP status ${status}`);
      });

      it('reports an Identify that is answered by a web page', async () => {
        machine.host.inject('Identify', { kind: 'answer', body: '<html><body/></html>' });
        const error = await machine.failure();
        expect(error).toBeInstanceOf(UnreadableAnswerError);
        expect(String(error)).toContain('it is no SOAP envelope');
      });
    });
  });

  describe('in the answer to a request', () => {
    const ACTIONS: WinrsAction[] = ['Create', 'Command', 'Receive', 'Send'];
    const NONE = new WsmanFault(0, 'w:InternalError', 'said nothing', 'Receiver');

    it.each<[number, new (...args: never[]) => Error]>([
      [5, WsmanRefusedError],
      [995, ConnectionLostError],
      [1115, ConnectionLostError],
      [2147943418, WsmanBusyError],
      [2147943515, ConnectionLostError],
      [2150858753, WsmanRefusedError],
      [2150858793, WsmanBusyError],
      [2150858815, WsmanBusyError],
      [2150858817, WsmanRefusedError],
      [2150858824, WsmanRefusedError],
      [2150858843, ConnectionLostError],
      [2150859173, WsmanBusyError],
      [2150859174, WsmanBusyError],
      [2150859175, WsmanBusyError],
      [2150859176, WsmanBusyError],
      [2150859179, WsmanBusyError],
      [2150859240, WsmanBusyError],
      [2150859241, WsmanBusyError],
    ])('with the code %d has its kind, its code and its text', async (code, kind) => {
      const fault = new WsmanFault(code, 'w:Sub', `Windows says <${code}> & so on.`);
      const error = (await failing('Command', { kind: 'fault', fault })) as TransientError;
      expect(error).toBeInstanceOf(kind);
      expect(error.text.en).toContain(`(${code}: Windows says <${code}> & so on.)`);
      expect(error.text.fr).toContain(`(${code}: Windows says <${code}> & so on.)`);
      expect(error.data).toMatchObject({ code, subcode: 'w:Sub' });
      expect(remote.isClosed).toBe(false);
    });

    it('with an unknown code is permanent when it blames the request, else not', async () => {
      const fault = (side: 'Sender' | 'Receiver') =>
        new WsmanFault(4711, 'w:InternalError', 'No idea.', side);
      expect(await failing('Create', { kind: 'fault', fault: fault('Sender') })).toBeInstanceOf(
        WsmanRefusedError,
      );
      expect(await failing('Create', { kind: 'fault', fault: fault('Receiver') })).toBeInstanceOf(
        WsmanBusyError,
      );
      expect(machine.host.service.shells.size).toBe(0);
    });

    it.each(ACTIONS)(
      '%s: leaves no shell and no command behind, and the connection usable',
      async (action) => {
        expect(await failing(action, { kind: 'fault', fault: NONE })).toBeInstanceOf(WsmanBusyError);
        expect(machine.host.service.shells.size).toBe(0);
        expect((await remote.run('echo next')).stdout).toBe('next\n');
      },
    );

    it('does not matter to a command that ends without its input', async () => {
      machine.host.inject('Send', { kind: 'fault', fault: NONE });
      const result = await remote.run('sleep 0.2; echo out', { input: 'x' });
      expect(result).toEqual({ exitCode: 0, stdout: 'out\n', stderr: '' });
    });

    it('is no fault when it only says that there is no output yet', async () => {
      const none: InjectedFault = { kind: 'fault', fault: FAULTS.timedOut() };
      expect(await failing('Receive', none, none, none)).toEqual({
        exitCode: 0,
        stdout: 'out\n',
        stderr: '',
      });
    });

    it.each(['Signal', 'Delete'] as const)('%s: does not matter to a command that ended', async (action) => {
      expect(await failing(action, { kind: 'fault', fault: NONE })).toMatchObject({ stdout: 'out\n' });
      machine.host.service.endAll();
    });

    it('is waited for when Windows still unloads the profile of the last shell, for a while', async () => {
      const fault = new WsmanFault(2147943418, 'w:InternalError', 'Illegal operation on a registry key.');
      const unloading: InjectedFault = { kind: 'fault', fault };
      expect(await failing('Create', unloading, unloading)).toMatchObject({ stdout: 'out\n' });
      const always = [unloading, unloading, unloading, unloading];
      expect(await failing('Create', ...always)).toBeInstanceOf(WsmanBusyError);
    });

    it.each(ACTIONS)('%s: when the connection is reset is a lost connection', async (action) => {
      expect(await failing(action, { kind: 'reset' })).toBeInstanceOf(ConnectionLostError);
      expect(remote.isClosed).toBe(true);
      machine.host.service.endAll();
    });

    it('when it is lost after the command was started says that it may have run', async () => {
      expect(await failing('Command', { kind: 'reset', after: true })).toBeInstanceOf(ConnectionLostError);
      machine.host.service.endAll();
    });

    it.each(ACTIONS)('%s: when it never comes is a lost connection', async (action) => {
      expect(await failing(action, { kind: 'silence' })).toBeInstanceOf(ConnectionLostError);
      machine.host.service.endAll();
    });

    it.each(['Create', 'Command', 'Receive'] as const)(
      '%s: when its XML is cut off is unreadable',
      async (action) => {
        const error = await failing(action, { kind: 'truncated' });
        expect(error).toBeInstanceOf(UnreadableAnswerError);
        expect(String(error)).toContain("the machine's WinRM answer is unreadable");
        machine.host.service.endAll(); // the shell whose identifier was cut off
      },
    );

    it.each([
      ['an entity', '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">]><s>&a;</s>'],
      ['an external entity', '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><s>&a;</s>'],
      ['another document', '<s:Envelope xmlns:s="http://example.org/"><s:Body/></s:Envelope>'],
      ['nesting', '<a>'.repeat(10_000)],
      ['many elements', `<a>${'<b/>'.repeat(20_000)}</a>`],
      ['bytes', '\u0000\u0001\u0002'],
      ['nothing', ''],
      [
        'an envelope without what was asked',
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>',
      ],
    ])('with %s is unreadable', async (_, body) => {
      const error = await failing('Receive', { kind: 'answer', body });
      expect(error).toBeInstanceOf(UnreadableAnswerError);
      expect(machine.host.service.shells.size).toBe(0);
    });

    it('that is longer than an envelope may be is not read', async () => {
      const error = await failing('Receive', { kind: 'answer', body: ' '.repeat(3_000_000) });
      expect(error).toBeInstanceOf(PermanentError);
      expect(String(error)).toContain('the machine answers with more than 2000000 bytes');
      expect(machine.host.service.shells.size).toBe(0);
    });

    it.each([
      [500, '', TransientError],
      [500, '<html/>', UnreadableAnswerError],
      [503, 'Service Unavailable', TransientError],
      [413, '', PermanentError],
    ])('with status %d and %p is no answer of WinRM', async (status, body, kind) => {
      const error = await failing('Command', { kind: 'answer', status, body });
      expect(error).toBeInstanceOf(kind);
      expect(machine.host.service.shells.size).toBe(0);
    });

    it('is a refused login when the account was removed meanwhile', async () => {
      machine.host.inject('Create', { kind: 'answer', status: 401, body: '' });
      machine.host.logins.refuse = true;
      const error = await remote.run('true').catch((failure: unknown) => failure);
      machine.host.logins.refuse = false;
      expect(error).toBeInstanceOf(RefusedLoginError);
    });
  });

  it('never says the password, whatever the machine says', async () => {
    const said = `the password is ${PASSWORD}`;
    const errors: unknown[] = [
      await machine.failure({ password: `${PASSWORD}2` }),
      await machine.failure({ serverName: 'pc02.example' }),
      await machine.failure({ port: await freePort() }),
      await failing('Create', { kind: 'fault', fault: new WsmanFault(1, 'w:Sub', said) }),
      await failing('Create', { kind: 'answer', body: `<a>${said}` }),
      await failing('Create', { kind: 'reset' }),
    ];
    const shown = [...errors, remote]
      .map((error) => inspect(error, { depth: 20, showHidden: true }))
      .join('\n');
    expect(errors.map((error) => error instanceof Error)).toEqual(errors.map(() => true));
    expect(shown).not.toContain('S3cret');
    expect(shown).toContain('the password is •••');
    const sent = machine.host.seen.map(({ authorization, body }) => authorization + body).join('\n');
    expect(sent).not.toContain('S3cret');
    expect(sent).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 20));
  });

  it('leaves no connection open on a machine that it gave up', async () => {
    await failing('Receive', { kind: 'silence' });
    machine.host.service.endAll();
    await until(() => machine.host.connections === 0);
  });
});
