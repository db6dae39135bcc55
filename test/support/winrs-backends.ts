import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { PassThrough, type Readable, type Writable } from 'node:stream';

/** What a shell gives its commands. */
export interface CommandSetting {
  /** The variables that the client asked for. */
  environment: Record<string, string>;
  workingDirectory?: string;
}

/** A command under way. */
export interface RunningCommand {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  exitCode: Promise<number>;
  /** Ends it with all its processes, as Windows ends the job of a shell. */
  kill(): void;
}

/** What runs the commands of a host. */
export type WinrsBackend = (command: string, setting: CommandSetting) => RunningCommand;

/**
 * Commands run by bash on this machine. Its exit codes are of 8 bits: `windows_exit 3010` ends a command with any
 * code, as `exit /b 3010` does on Windows.
 */
export const bashBackend: WinrsBackend = (command, { environment, workingDirectory }) => {
  const mark = `WINRS_COMMAND=${process.pid}-${(commands += 1)}`;
  const child = spawn('/bin/bash', ['--norc', '-c', `${WINDOWS_EXIT}${command}`], {
    cwd: workingDirectory,
    env: { ...process.env, ...environment, WINRS_COMMAND: mark.slice('WINRS_COMMAND='.length) },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const [stdin, stdout, stderr, told] = child.stdio as unknown as [Writable, Readable, Readable, Readable];
  stdin.on('error', () => undefined); // the command does not read its input
  return { stdin, stdout, stderr, exitCode: exitCode(child, told), kill: () => killMarked(mark) };
};

let commands = 0;
const WINDOWS_EXIT = 'windows_exit() { echo "$1" >&3; exit 1; }; export -f windows_exit\n';

function exitCode(child: ChildProcess, told: Readable): Promise<number> {
  let text = '';
  told.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code, signal) => {
      if (text !== '') resolve(Number(text));
      else resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/** Ends the processes that have this in their environment, those that left their process group too. */
function killMarked(mark: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
      if (environment.split('\0').includes(mark)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has ended
    }
  }
}

/** The outputs of a command that a function answers; each resolves when more may be written. */
export interface CommandIo {
  stdout(text: string | Buffer): Promise<void>;
  stderr(text: string | Buffer): Promise<void>;
  /** Aborts when the client ends the command, or the machine is cut. */
  signal: AbortSignal;
  setting: CommandSetting;
}

/** A command as a function: its line, its input (`text(stdin)` of node:stream/consumers reads it whole), its exit code. */
export type CommandFunction = (command: string, stdin: Readable, io: CommandIo) => number | Promise<number>;

/** Commands that a function answers. One that throws writes the error to stderr and exits with 1. */
export function functionBackend(answer: CommandFunction): WinrsBackend {
  return (command, setting) => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdin.on('error', () => undefined); // destroyed while the client still writes
    const aborted = new AbortController();
    const io = { stdout: writer(stdout), stderr: writer(stderr), signal: aborted.signal, setting };
    const answered = Promise.resolve()
      .then(() => answer(command, stdin, io))
      .catch(async (error: unknown) => {
        await io.stderr(`${String(error)}\n`);
        return 1;
      });
    const killed = new Promise<number>((resolve) => {
      aborted.signal.addEventListener('abort', () => resolve(0xc000013a), { once: true }); // STATUS_CONTROL_C_EXIT
    });
    const exitCode = Promise.race([answered, killed]).finally(() => {
      stdout.end();
      stderr.end();
      stdin.destroy();
    });
    return { stdin, stdout, stderr, exitCode, kill: () => aborted.abort() };
  };
}

function writer(stream: PassThrough): (text: string | Buffer) => Promise<void> {
  return async (text) => {
    if (stream.destroyed || stream.writableEnded || stream.write(text)) return;
    await new Promise<void>((resolve) => {
      stream.once('drain', resolve);
      stream.once('close', resolve);
    });
  };
}
