import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellWord, TransientError } from '../../src/platform/core/index.js';
import { ConnectionLostError, type Remote, upload } from '../../src/platform/transport/index.js';
import { until } from './until.js';

/** A machine to test with: this machine, through a real server of the protocol. */
export interface RemoteUnderTest {
  connect(options?: { keepaliveMs?: number }): Promise<Remote>;
  /** Kills the server side of all connections. */
  cut(): Promise<void>;
  /** Stops answering without closing the connections, like an unplugged machine. */
  silence(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether a process with this word in its command line is running. */
export const isRunning = (word: string) => spawnSync('pgrep', ['-f', word]).status === 0;

/** Resolves when no such process is left. A killed one is seen until the kernel has cleared it away. */
export const gone = (word: string) =>
  until(
    () => !isRunning(word),
    () => `a process of ${word} lives on`,
  );

/** What one kind of remote does otherwise than the others. */
export interface RemoteDifferences {
  /** Whether a command may have control characters: XML carries none. */
  carriesControls: boolean;
}

const HOSTILE = ["it's", '$(id)', '`id`', '"; id; "', 'a\nb', '\\', '-n', '*', '', 'é € 🖥'];

/** The contract of every implementation of Remote. */
export function describeRemote(
  name: string,
  { carriesControls }: RemoteDifferences,
  start: () => Promise<RemoteUnderTest>,
): void {
  describe(`a remote over ${name}`, () => {
    let machine: RemoteUnderTest;
    let remote: Remote;
    let folder: string;

    beforeAll(async () => {
      machine = await start();
      remote = await machine.connect();
      folder = mkdtempSync(join(tmpdir(), 'etabli-remote-'));
    });
    afterAll(async () => {
      await remote.close();
      await machine.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** A command that runs until it is killed, and can be found by its mark. */
    const endless = () => {
      const mark = randomUUID();
      return {
        command: `sh -c 'echo started; while :; do sleep 0.05; done' ${mark}`,
        lives: () => isRunning(mark),
        ended: () => gone(mark),
      };
    };

    describe('running a command', () => {
      it('gives its exit status and both outputs', async () => {
        expect(await remote.run('echo out; echo err >&2; exit 3')).toEqual({
          exitCode: 3,
          stdout: 'out\n',
          stderr: 'err\n',
        });
      });

      it('returns 128 + the signal that ended it', async () => {
        expect((await remote.run('kill -9 $$')).exitCode).toBe(137);
      });

      it('returns 127 for a command that does not exist', async () => {
        expect((await remote.run('no-such-command-here')).exitCode).toBe(127);
      });

      it('feeds it a text', async () => {
        const stdout = 'line é\n';
        expect(await remote.run('cat', { input: stdout })).toEqual({ exitCode: 0, stdout, stderr: '' });
      });

      it('closes standard input when there is no input', async () => {
        expect(await remote.run('cat; echo done')).toEqual({ exitCode: 0, stdout: 'done\n', stderr: '' });
      });

      it('ends with a command that does not read its input', async () => {
        const input = 'x'.repeat(5_000_000);
        expect((await remote.run('exit 4', { input })).exitCode).toBe(4);
      });

      it('passes an input of 5 MB through unchanged', async () => {
        const input = 'établi'.repeat(750_000);
        const digest = createHash('sha256').update(input).digest('hex');
        expect((await remote.run('sha256sum', { input })).stdout).toBe(`${digest}  -\n`);
      });

      it('returns 10 MB of output to the byte, and stderr apart', async () => {
        const command = 'yes "é€🖥 0123456789" | head -n 500000; printf "fin é" >&2';
        const { stdout, stderr } = await remote.run(command, { maxOutputBytes: 11_000_000 });
        expect(stdout === 'é€🖥 0123456789\n'.repeat(500_000)).toBe(true); // 10.5 MB
        expect(stderr).toBe('fin é');
      });

      it('returns 5 MB of output with a sufficient limit', async () => {
        const command = 'yes 0123456789abcdef | head -c 5000000; printf end';
        const { stdout } = await remote.run(command, { maxOutputBytes: 6_000_000 });
        expect(stdout.length).toBe(5_000_003);
        expect(stdout.slice(-6)).toBe('89aend');
      });

      it('keeps 1 MiB of each output by default and reports that it was cut', async () => {
        const { stdout } = await remote.run('yes | head -c 5000000');
        expect(stdout.length).toBeLessThan(1_048_576 + 40);
        expect(stdout.slice(1_048_570)).toBe('y\ny\ny\n\n[… 3951424 bytes cut]\n');
      });

      it('passes each line when it arrives, with its stream', async () => {
        const lines: string[] = [];
        await remote.run("printf 'one\\r\\ntw'; printf 'o\\nlast'; printf 'bad\\n' >&2", {
          onLine: (line, stream) => lines.push(`${stream}: ${line}`),
        });
        expect(lines.filter((line) => line.startsWith('stdout'))).toEqual([
          'stdout: one',
          'stdout: two',
          'stdout: last',
        ]);
        expect(lines).toContain('stderr: bad');
      });

      it('never splits a character', async () => {
        const lines: string[] = [];
        const { stdout } = await remote.run(
          "printf '\\342'; sleep 0.05; printf '\\202'; sleep 0.05; printf '\\254 🖥\\n'",
          { onLine: (line) => lines.push(line) },
        );
        expect(stdout).toBe('€ 🖥\n');
        expect(lines).toEqual(['€ 🖥']);
      });

      it.each(HOSTILE)('takes %p as data', async (text) => {
        expect((await remote.run(`printf %s ${shellWord(text)}`)).stdout).toBe(text);
      });

      it(`${carriesControls ? 'takes' : 'refuses'} a control character`, async () => {
        const run = remote.run(`printf %s ${shellWord('\u0001')}`);
        if (carriesControls) expect((await run).stdout).toBe('\u0001');
        else await expect(run).rejects.toThrow('the character U+0001 cannot be written in XML');
      });

      it('runs several commands at once', async () => {
        const results = await Promise.all([1, 2, 3, 4, 5].map((n) => remote.run(`echo ${n}`)));
        expect(results.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
      });
    });

    describe('uploading a file', () => {
      it.each(["it's $(id) é.txt", 'empty', '-n'])('writes %p whole', async (name) => {
        const content = Buffer.from(name === 'empty' ? '' : '\0\xff\r\nétabli'.repeat(20_000), 'latin1');
        const path = join(folder, name);
        await upload(remote, { path, content }, 'sh');
        expect(readFileSync(path).equals(content)).toBe(true);
        expect(readdirSync(folder)).not.toContain(`${name}.part`);
      });

      it('writes over the file that was there', async () => {
        const path = join(folder, 'again');
        await upload(remote, { path, content: Buffer.from('a longer first version') }, 'sh');
        await upload(remote, { path, content: Buffer.from('second') }, 'sh');
        expect(readFileSync(path, 'utf8')).toBe('second');
      });

      it('says why a file cannot be written', async () => {
        const path = join(folder, 'no-folder', 'file');
        await expect(upload(remote, { path, content: Buffer.from('x') }, 'sh')).rejects.toThrow(
          /no-folder\/file cannot be written on the machine: .*(No such file|nonexistent)/,
        );
      });
    });

    describe('stopping a command', () => {
      it('kills it after its time limit, with a transient error', async () => {
        const { command, ended } = endless();
        const failure: unknown = await remote
          .run(command, { timeoutMs: 300 })
          .catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(TransientError);
        expect(failure).toMatchObject({ text: { en: 'the command was not done after 0.3 s' } });
        await ended();
      });

      it('kills it when aborted, and rejects with the reason', async () => {
        const { command, ended } = endless();
        const controller = new AbortController();
        const onLine = () => controller.abort(new Error('cancelled by a technician'));
        const running = remote.run(command, { signal: controller.signal, onLine });
        await expect(running).rejects.toThrow('cancelled by a technician');
        await ended();
      });

      it('kills a command that ignores SIGTERM', async () => {
        const mark = randomUUID();
        const command = `sh -c 'trap "" TERM; echo started; while :; do sleep 0.05; done' ${mark}`;
        await expect(remote.run(command, { timeoutMs: 100 })).rejects.toThrow(TransientError);
        await gone(mark);
      });

      it('stops detached processes too', async () => {
        const mark = randomUUID();
        const command = `setsid sh -c 'while :; do sleep 0.05; done' ${mark} & echo started; wait`;
        const controller = new AbortController();
        const onLine = () => controller.abort();
        await expect(remote.run(command, { signal: controller.signal, onLine })).rejects.toThrow();
        await gone(mark);
      });

      it('stops an earlier run of the same name first', async () => {
        const { command, lives, ended } = endless();
        const before = await machine.connect();
        const started = new Promise<void>((resolve) => {
          const onLine = () => resolve();
          before.run(command, { exclusive: 'step-1', onLine }).catch(() => undefined);
        });
        await started;
        await before.close();
        expect(lives()).toBe(true);
        await remote.run('true', { exclusive: 'step-2' });
        expect(lives()).toBe(true);
        await remote.run('true', { exclusive: 'step-1' });
        await ended();
      });

      it('does not start when already aborted', async () => {
        const command = `touch ${shellWord(join(folder, 'begun'))}`;
        await expect(remote.run(command, { signal: AbortSignal.abort() })).rejects.toThrow();
        expect(readdirSync(folder)).not.toContain('begun');
      });

      it('rejects with the error that the line callback throws', async () => {
        const onLine = () => {
          throw new Error('not a line of the protocol');
        };
        await expect(remote.run('echo x; sleep 30', { onLine })).rejects.toThrow(
          'not a line of the protocol',
        );
      });
    });

    describe('losing the machine', () => {
      it('rejects running commands and later ones', async () => {
        const other = await machine.connect();
        const started = new Promise<void>((resolve) => {
          void other
            .run('echo started; sleep 30', { onLine: () => resolve() })
            .catch((error: unknown) => (failure = error));
        });
        let failure: unknown;
        await started;
        await machine.cut();
        await until(() => failure !== undefined);
        expect(failure).toBeInstanceOf(TransientError);
        await expect(other.run('true')).rejects.toThrow('the connection to the machine is lost');
        expect(await other.reachable(1_000)).toBe(false);
        expect(other.isClosed).toBe(true);
        await other.close();
        remote = await machine.connect();
      });

      it('passes every complete line before the loss, and no partial line', async () => {
        const other = await machine.connect();
        const lines: string[] = [];
        let running: Promise<unknown> = Promise.resolve();
        await new Promise<void>((begun) => {
          running = other.run("printf 'whole\\ncut in the mid'; sleep 0.2; echo begun >&2; sleep 30", {
            onLine: (line, stream) => (stream === 'stderr' ? begun() : lines.push(line)),
          });
          running.catch(() => undefined);
        });
        await machine.cut();
        await expect(running).rejects.toThrow(ConnectionLostError);
        expect(lines).toEqual(['whole']);
        remote = await machine.connect();
      });

      it('notices a machine that was unplugged', async () => {
        const other = await machine.connect({ keepaliveMs: 100 });
        expect(await other.reachable(5_000)).toBe(true);
        let failure: unknown;
        const running = other.run('echo started; sleep 30').catch((error: unknown) => (failure = error));
        await machine.silence();
        await running;
        expect(failure).toBeInstanceOf(TransientError);
        await machine.cut();
        remote = await machine.connect();
      });

      it('gives up a machine that does not answer, even when it cannot stop the command there', async () => {
        const other = await machine.connect({ keepaliveMs: 100 });
        const controller = new AbortController();
        const started = new Promise<void>((resolve) => {
          void other.run('echo started; sleep 30', { onLine: () => resolve() }).catch(() => undefined);
        });
        await started;
        const running = other.run('sleep 30', { signal: controller.signal });
        await machine.silence();
        controller.abort(new Error('cancelled'));
        await expect(running).rejects.toThrow(/cancelled|connection to the machine is lost/);
        await machine.cut();
        remote = await machine.connect();
      });

      it('rejects a running command when it is closed', async () => {
        const other = await machine.connect();
        const running = other.run('sleep 30');
        await other.close();
        await expect(running).rejects.toThrow(TransientError);
        await other.close();
      });
    });
  });
}
