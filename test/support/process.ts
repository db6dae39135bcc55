import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from './until.js';

/** A process that runs from source, whose output a test waits for. */
export interface SourceProcess {
  child: ChildProcess;
  lines: string[];
  /** Resolves once it has printed this line. */
  printed(line: string, withinMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Kills the process if it runs; resolves once it has ended. */
  ended(): Promise<void>;
}

/** Runs `test/support/<file>` with Node, without a build. */
export function startSource(file: string, args: string[]): SourceProcess {
  const hooks = join(import.meta.dirname, 'typescript.mjs');
  const child = spawn(process.execPath, ['--import', hooks, join(import.meta.dirname, file), ...args], {
    env: { ...process.env, LOG_LEVEL: 'silent', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    lines.splice(0, lines.length, ...text.split('\n'));
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    lines,
    printed: (line, withinMs) =>
      until(
        () => lines.includes(line),
        () => `${file} never printed "${line}"; it printed: ${text}${errors}`,
        withinMs,
      ),
    kill: (signal) => child.kill(signal),
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exit;
    },
  };
}
