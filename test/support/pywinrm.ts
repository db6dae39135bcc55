import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface PywinrmOrder {
  /** `https://127.0.0.1:5986/wsman` */
  endpoint: string;
  transport: 'ntlm' | 'basic';
  user: string;
  password: string;
  /** The file of the only authority that is trusted. */
  authority: string;
  operationTimeoutSeconds?: number;
  jobs: { command: string; input?: string }[];
}

export interface PywinrmAnswer {
  results?: { stdout: string; stderr: string; exitCode: number }[];
  /** The Python class of the error, its text and its WS-Man code. */
  error?: string;
  text?: string;
  code?: number | null;
}

const SCRIPT = join(import.meta.dirname, 'pywinrm_run.py');

/** Runs commands on a WinRS host by Debian's pywinrm, each in a shell of its own with code page 65001. */
export async function pywinrm(order: PywinrmOrder): Promise<PywinrmAnswer> {
  const child = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(
    JSON.stringify({
      ...order,
      operationTimeout: order.operationTimeoutSeconds ?? 20,
      jobs: order.jobs.map(({ command, input }) =>
        input === undefined ? { command } : { command, input: Buffer.from(input).toString('base64') },
      ),
    }),
  );
  const exited = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  if (stdout === '') throw new Error(`pywinrm said nothing: ${stderr}`);
  const answer = JSON.parse(stdout) as PywinrmAnswer;
  const decoded = (base64: string) => Buffer.from(base64, 'base64').toString('utf8');
  return {
    ...answer,
    results: answer.results?.map((result) => ({
      ...result,
      stdout: decoded(result.stdout),
      stderr: decoded(result.stderr),
    })),
  };
}
