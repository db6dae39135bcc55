import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import ssh2 from 'ssh2';
import { z } from 'zod';
import type { Proof } from '../../park/machine/index.js';
import type { Remote, RunOptions } from '../../platform/transport/index.js';
import { KeptRemotes } from './kept-remotes.js';
import { StepContext, type ContextParts } from './step-context.js';

let stored: string[];

function context(): StepContext {
  const stepLog = {
    add: (_claim: unknown, lines: readonly string[]) => {
      stored.push(...lines);
      return Promise.resolve();
    },
  };
  return new StepContext({ stepLog, signal: new AbortController().signal } as unknown as ContextParts);
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

  it('is a fact of the deployment without any secret of the step', async () => {
    const facts: object[] = [];
    const deployments = {
      remember: (_id: string, more: object) => Promise.resolve(void facts.push(more)),
    };
    const parts = { deployments, deploymentId: 'd', signal: new AbortController().signal };
    const step = new StepContext(parts as unknown as ContextParts);
    step.conceal(['correct horse']);
    const reason = { fr: 'refuse « correct horse »', en: 'refuses "correct horse"' };
    await step.remember({ applied: [{ option: 'windows.x', outcome: 'failed', reason }] });
    expect(facts).toEqual([
      {
        applied: [
          {
            option: 'windows.x',
            outcome: 'failed',
            reason: { fr: 'refuse « [secret] »', en: 'refuses "[secret]"' },
          },
        ],
      },
    ]);
  });

  it('is kept up to 2,000 characters a line, and no secret is cut in two by that', async () => {
    const step = context();
    step.conceal(['correct horse']);
    step.log(`${'x'.repeat(1_993)}correct horse${'y'.repeat(500_000)}`);
    await step.flushLog();
    expect(stored).toEqual([`${'x'.repeat(1_993)}[secret`]);
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

describe('what a script of Windows says', () => {
  const SECRET = 'correct horse';
  const run = (stdout: string, stderr: string) => {
    const step = context();
    step.conceal([SECRET]);
    const answer: Remote['run'] = (_, options) => {
      if (stdout !== '') options?.onLine?.(stdout, 'stdout');
      return Promise.resolve({ exitCode: 1, stdout, stderr });
    };
    step.system = () => Promise.resolve({ run: answer } as Remote);
    return step.powershell('system/boot-time', {}, { schema: z.object({}) });
  };

  it('tells no secret of the step in the cause of its failure', async () => {
    await expect(run('', `Cannot bind ${SECRET}`)).rejects.toMatchObject({
      text: { en: 'the script system/boot-time ended with status 1 and no result: Cannot bind [secret]' },
    });
    const error = { kind: 'operator', fr: `fr ${SECRET}`, en: `en ${SECRET}` };
    const remedy = { fr: `fr: ${SECRET}`, en: `en: ${SECRET}` };
    await expect(run(JSON.stringify({ error: { ...error, remedy } }), '')).rejects.toMatchObject({
      text: { fr: 'fr [secret]', en: 'en [secret]' },
      remedy: { fr: 'fr: [secret]', en: 'en: [secret]' },
    });
  });

  it('is not shown whole to people when it has no end', async () => {
    const long = 'x'.repeat(500_000);
    await expect(run('', long)).rejects.toMatchObject({
      text: { en: expect.stringMatching(/no result: x{2000}$/) as string },
    });
    const error = { kind: 'permanent', fr: long, en: long };
    await expect(run(JSON.stringify({ error }), '')).rejects.toMatchObject({
      text: { en: 'x'.repeat(2000) },
    });
  });
});

describe('a step that needs a secret', () => {
  let server: Server;
  let connections: number;

  beforeEach(async () => {
    connections = 0;
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  /** The environment of a PC answers at the server above. */
  function reaching(needsProof: boolean, proof?: Proof): StepContext {
    const { port } = server.address() as AddressInfo;
    const { public: hostKey, private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519');
    const channel = { kind: 'environment', protocol: 'ssh', address: '127.0.0.1', port, pin: hostKey, proof };
    const parts = {
      channels: { of: () => Promise.resolve(channel) },
      place: 'environment',
      needsProof,
      logins: { privateKey },
      keptRemotes: new KeptRemotes(),
    };
    return new StepContext({ ...parts, signal: new AbortController().signal } as unknown as ContextParts);
  }

  it('does not even connect to a PC that nobody has confirmed', async () => {
    const context = reaching(true);
    expect(await context.connections.isAllowed()).toBe(false);
    await expect(context.environment(300)).rejects.toThrow('the PC does not answer any more');
    expect(connections).toBe(0);
  });

  it('connects to one that was confirmed, as every other step does to any', async () => {
    const proof = { kind: 'code', by: 'anna', at: new Date(0) } as const;
    for (const context of [reaching(true, proof), reaching(false)]) {
      connections = 0;
      await expect(context.environment(300)).rejects.toThrow();
      expect(connections).toBeGreaterThan(0);
    }
  });

  it('says on what the identity of the PC that it spoke with rests', async () => {
    const proof = { kind: 'closed-network', by: 'anna', at: new Date(0), network: '10.0.0.0/8' } as const;
    const context = reaching(false, proof);
    expect(context.identity()).toEqual({ kind: 'none' });
    await context.environment(300).catch(() => undefined);
    expect(context.identity()).toEqual({ ...proof, at: '1970-01-01T00:00:00.000Z' });
  });
});
