import { text } from 'node:stream/consumers';
import { pywinrm, type PywinrmOrder } from '../support/pywinrm.js';
import { TlsAuthority } from '../support/tls-authority.js';
import { bashBackend, FAULTS, functionBackend, WinrsHost } from '../support/winrs-host.js';

const USER = 'Etabli';
const PASSWORD = 'S3cret!é "quoted" & <tagged>';

/** The host for tests is a witness only if a client that we did not write finds nothing odd in it. */
describe('the WinRS host for tests, by Debian’s pywinrm', () => {
  let authority: TlsAuthority;
  let host: WinrsHost;

  beforeAll(async () => {
    authority = new TlsAuthority();
    host = await WinrsHost.start({
      ...authority.issue('IP:127.0.0.1'),
      user: USER,
      password: PASSWORD,
      backend: bashBackend,
      basic: true,
      strictBinding: true,
    });
  });
  afterAll(async () => {
    await host.stop();
    authority.remove();
  });

  const run = (jobs: PywinrmOrder['jobs'], changes: Partial<PywinrmOrder> = {}) =>
    pywinrm({
      endpoint: `https://127.0.0.1:${host.port}/wsman`,
      transport: 'ntlm',
      user: USER,
      password: PASSWORD,
      authority: authority.file,
      jobs,
      ...changes,
    });

  it.each(['ntlm', 'basic'] as const)('gives outputs, exit codes and input with %s', async (transport) => {
    const jobs = [
      { command: 'echo out; echo hé >&2; exit 3' },
      { command: 'windows_exit 3010' },
      { command: 'cat', input: 'ligne é\n' },
      { command: 'yes 0123456789abcdef | head -c 1000000; printf end' },
    ];
    const { results = [], error } = await run(jobs, { transport });
    expect(error).toBeUndefined();
    expect(results.slice(0, 3)).toEqual([
      { stdout: 'out\n', stderr: 'hé\n', exitCode: 3 },
      { stdout: '', stderr: '', exitCode: 3010 },
      { stdout: 'ligne é\n', stderr: '', exitCode: 0 },
    ]);
    expect(results[3]?.stdout).toHaveLength(1_000_003);
    expect(results[3]?.stdout.slice(-6)).toBe('678end');
  });

  it('gives the output of a command that is silent for longer than the operation may take', async () => {
    const { results } = await run([{ command: 'echo one; sleep 2.5; echo two' }], {
      operationTimeoutSeconds: 1,
    });
    expect(results).toEqual([{ stdout: 'one\ntwo\n', stderr: '', exitCode: 0 }]);
  });

  it('refuses a wrong password, an unknown user and an unknown authority', async () => {
    const jobs = [{ command: 'true' }];
    expect(await run(jobs, { password: 'wrong' })).toMatchObject({ error: 'InvalidCredentialsError' });
    expect(await run(jobs, { user: 'Nobody' })).toMatchObject({ error: 'InvalidCredentialsError' });
    const stranger = new TlsAuthority();
    expect(await run(jobs, { authority: stranger.file })).toMatchObject({ error: 'SSLError' });
    stranger.remove();
  });

  it('gives injected faults as WS-Man faults', async () => {
    host.inject('Create', { kind: 'fault', fault: FAULTS.tooManyShells(30) });
    expect(await run([{ command: 'true' }])).toMatchObject({ error: 'WSManFaultError', code: 2150859173 });
    host.inject('Receive', { kind: 'truncated' });
    expect(await run([{ command: 'echo x' }])).toMatchObject({ error: 'ParseError' });
  });

  it('leaves no shell behind', () => {
    expect(host.service.shells.size).toBe(0);
  });

  it('answers commands by a function', async () => {
    const answering = await WinrsHost.start({
      ...authority.issue('IP:127.0.0.1'),
      user: USER,
      password: PASSWORD,
      backend: functionBackend(async (command, stdin, io) => {
        await io.stdout(`${command}: ${await text(stdin)}`);
        await io.stderr('é');
        return 1641;
      }),
    });
    const { results } = await run([{ command: 'anything at all', input: 'given €' }], {
      endpoint: `https://127.0.0.1:${answering.port}/wsman`,
    });
    await answering.stop();
    expect(results).toEqual([{ stdout: 'anything at all: given €', stderr: 'é', exitCode: 1641 }]);
  });
});
